package dev.corral.guard.cache;

import dev.corral.guard.lock.FleetLock;
import java.time.Duration;

/**
 * The times that bound a request and its load. {@link TimeRules} says how they depend on each other.
 *
 * @param deadline how long a request may take in all
 * @param load how long one query of the origin may take
 * @param store how long one command of the shared store may take
 * @param lock of the fleet-wide lock
 */
public record Times(Duration deadline, Duration load, Duration store, FleetLock.Times lock) {

    public static final Times DEFAULT = new Times(
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            Duration.ofMillis(500),
            new FleetLock.Times(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMillis(9_500)));
}
