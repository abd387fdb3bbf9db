package dev.corral.guard.policy;

import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Decides whether, and how long, it is remembered that a row does not exist. */
@FunctionalInterface
public interface Absence {

    /** Empty: not at all. A negative entry is never served stale, so its three limits are one. */
    Optional<Limits> limits(Key key);

    static Absence forgotten() {
        return key -> Optional.empty();
    }

    /** @param fraction spreads the TTL by plus or minus that share, as {@link Expiry#jittered} does */
    static Absence remembered(Duration ttl, double fraction, DoubleSupplier random) {
        return key -> Optional.of(Limits.hard(Expiry.spread(ttl, fraction, random)));
    }
}
