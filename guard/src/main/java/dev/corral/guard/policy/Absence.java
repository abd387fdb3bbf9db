package dev.corral.guard.policy;

import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Decides whether, and for how long, the absence of a row is stored. */
@FunctionalInterface
public interface Absence {

    /**
     * Returns the limits of a negative entry; empty if absence is not stored. A negative entry is never served stale,
     * so its three limits are the same.
     */
    Optional<Limits> limits(Key key);

    /** Returns the policy that never stores absence. */
    static Absence notStored() {
        return key -> Optional.empty();
    }

    /** @param fraction spreads the TTL by plus or minus that share, as {@link Expiry#jittered} does */
    static Absence storedFor(Duration ttl, double fraction, DoubleSupplier random) {
        return key -> Optional.of(Limits.hard(Expiry.spread(ttl, fraction, random)));
    }
}
