package dev.corral.guard.cache;

import dev.corral.guard.policy.Expiry;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The source of the lifetimes of a cache: the settings alone, or also an origin that states the lifetimes of its rows.
 */
public interface LifetimeSource {

    /** The lifetimes of the settings alone. */
    LifetimeSource SETTINGS = new LifetimeSource() {
        @Override
        public Expiry expiry(Expiry configured, Lifetimes lifetimes, DoubleSupplier random) {
            return configured;
        }

        @Override
        public Duration longest(Lifetimes lifetimes) {
            return lifetimes.longest();
        }
    };

    /**
     * Returns the expiry that the cache uses.
     *
     * @param configured the expiry of the settings
     * @param random uniform in [0, 1)
     */
    Expiry expiry(Expiry configured, Lifetimes lifetimes, DoubleSupplier random);

    /** Returns the longest time that an entry can be stored. */
    Duration longest(Lifetimes lifetimes);
}
