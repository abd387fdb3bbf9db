package dev.corral.guard.lock;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.policy.Verdict;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.store.FleetLocks;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * A layer that lets one process of the fleet rebuild a key, while the others wait for the entry that it publishes. It
 * is inside single-flight, so that a process requests the lock once, and outside fill, whose write presents the fence.
 * A busy lock is never a reason to load: a caller whose wait ends without a value receives the stale entry or a
 * refusal.
 */
public final class FleetLock implements Loader {

    /**
     * The times of the lock.
     *
     * @param lease how long a lease lasts without a renewal; may be shorter than a load
     * @param renewalCap the age of a load after which its lease is no longer renewed
     * @param waitBudget how long a waiter waits
     */
    public record Times(Duration lease, Duration renewalCap, Duration waitBudget) {}

    private final Loader next;
    private final Verdict verdict;
    private final Times times;
    private final FleetLocks locks;
    private final Environment environment;
    private final Events events;

    public FleetLock(
            Loader next, Verdict verdict, Times times, FleetLocks locks, Environment environment, Events events) {
        this.next = next;
        this.verdict = verdict;
        this.times = times;
        this.locks = locks;
        this.environment = environment;
        this.events = events;
    }

    @Override
    public Uni<Answer> load(Request request) {
        Rebuild holder = new Rebuild(next, verdict, times, locks, environment, events);
        return Uni.createFrom()
                .deferred(() -> new LockAttempt(request, holder, times, locks, environment, events).run());
    }
}
