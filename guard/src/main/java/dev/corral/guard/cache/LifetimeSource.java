package dev.corral.guard.cache;

import dev.corral.guard.policy.Expiry;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Decides how far the settings of a cache count: an origin may state the lifetimes of its rows. */
public interface LifetimeSource {

    /** The settings alone. */
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
     * The expiry that counts.
     *
     * @param configured the expiry by the settings
     * @param random uniform in [0, 1)
     */
    Expiry expiry(Expiry configured, Lifetimes lifetimes, DoubleSupplier random);

    /** The longest that an entry can be stored. */
    Duration longest(Lifetimes lifetimes);
}
