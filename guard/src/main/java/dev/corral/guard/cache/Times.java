package dev.corral.guard.cache;

import dev.corral.guard.lock.FleetLock;
import java.time.Duration;

/**
 * The times that bound a request and its load. {@link TimeRules} defines how they depend on each other.
 *
 * @param deadline how long a request may take in all
 * @param load how long one query of the origin may take
 * @param store how long one command of the shared store may take
 * @param lock the times of the fleet-wide lock
 */
public record Times(Duration deadline, Duration load, Duration store, FleetLock.Times lock) {

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(2);
    private static final Duration MARGIN = Duration.ofMillis(500);
    private static final Duration RENEWALS = Duration.ofMillis(3_500);

    /** Times for a load of 3 s and commands of 500 ms. */
    public static final Times DEFAULT = of(Duration.ofSeconds(3), Duration.ofMillis(500));

    /** Returns times that satisfy the rules, even if a load waits for another one at the gate. */
    public static Times of(Duration load, Duration store) {
        return of(load, store, 1);
    }

    /**
     * Returns times that satisfy the rules.
     *
     * @param turns the number of loads that a load waits for at the gate if the queue is full
     */
    public static Times of(Duration load, Duration store, int turns) {
        Duration longest = load.multipliedBy(1L + turns);
        Duration three = store.multipliedBy(3).plus(MARGIN);
        Duration lease = three.compareTo(SHORTEST_LEASE) > 0 ? three : SHORTEST_LEASE;
        Duration waitBudget = lease.plus(longest).plus(store.multipliedBy(2)).plus(MARGIN);
        FleetLock.Times lock = new FleetLock.Times(lease, longest.plus(store).plus(RENEWALS), waitBudget);
        return new Times(waitBudget.plus(MARGIN), load, store, lock);
    }
}
