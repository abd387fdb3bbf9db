package dev.corral.guard.lock;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.policy.Verdict;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.ReleaseReason;
import io.smallrye.mutiny.Uni;

/** A load under a lease. It renews the lease while the load runs, and frees the lease if no publish has freed it. */
final class Rebuild {

    private final Loader next;
    private final Verdict verdict;
    private final FleetLock.Times times;
    private final FleetLocks locks;
    private final Environment environment;
    private final Events events;

    Rebuild(
            Loader next,
            Verdict verdict,
            FleetLock.Times times,
            FleetLocks locks,
            Environment environment,
            Events events) {
        this.next = next;
        this.verdict = verdict;
        this.times = times;
        this.locks = locks;
        this.environment = environment;
        this.events = events;
    }

    /** Loads without the lock; the answer is returned and not stored. */
    Uni<Answer> pass(Request request) {
        return next.load(request);
    }

    Uni<Answer> rebuild(Request request, Lease lease) {
        events.happened(Event.LOCK_GRANTED);
        Key key = request.key();
        Renewal renewal = new Renewal(key, lease, times, locks, environment, events);
        renewal.begin();
        return next.load(request.holding(lease)).onTermination().invoke((answer, failure, cancelled) -> {
            renewal.end();
            settle(request, lease, answer, failure);
        });
    }

    /** Frees the lease after the load, unless a publish, accepted or refused, has freed it already. */
    private void settle(Request request, Lease lease, Answer answer, Throwable failure) {
        if (answer == null) {
            release(
                    request,
                    lease,
                    failure != null && verdict.againstOrigin(failure) ? ReleaseReason.BACK_OFF : ReleaseReason.NONE);
            return;
        }
        switch (answer.kept()) {
            case STORED, REFUSED -> {}
            case PASSED -> release(request, lease, ReleaseReason.PASS);
            case FAILED, NOT_TRIED -> release(request, lease, ReleaseReason.NONE);
        }
    }

    /** Frees the lease. No caller waits for it: if it fails, the lease runs out. */
    private void release(Request request, Lease lease, ReleaseReason reason) {
        request.trace()
                .command("release", locks.release(request.key(), lease, reason))
                .subscribe()
                .with(ignored -> {}, failure -> events.happened(Event.STORE_WRITE_FAILED));
    }
}
