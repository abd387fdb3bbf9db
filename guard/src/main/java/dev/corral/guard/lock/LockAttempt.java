package dev.corral.guard.lock;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Kept;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Lease;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.core.Request;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Quantity;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.Grant;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * The attempt of one request to acquire the lock. It requests the lock, waits while the lock is busy, and requests it
 * again when it is woken, until it has a value, the lease or a refusal, or until its wait budget is used up.
 */
final class LockAttempt {

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(5);

    private final Request request;
    private final Rebuild holder;
    private final FleetLocks locks;
    private final Environment environment;
    private final Events events;
    private final WakeSignal wakeSignal;
    private final String token;
    private final Duration term;
    private final long endNanos;
    private long firstBusyNanos;
    private int waits;

    LockAttempt(
            Request request,
            Rebuild holder,
            FleetLock.Times times,
            FleetLocks locks,
            Environment environment,
            Events events) {
        this.request = request;
        this.holder = holder;
        this.locks = locks;
        this.environment = environment;
        this.events = events;
        this.wakeSignal = new WakeSignal(environment);
        this.token = environment.tokens().get();
        this.term = times.lease();
        this.endNanos = now() + times.waitBudget().toNanos();
    }

    Uni<Answer> run() {
        // Registered before the lock is requested, so that a publish between request and reply is not missed.
        FleetLocks.Watch watch = locks.watch(request.key(), wakeSignal::wake);
        return ask().onTermination().invoke(watch::close);
    }

    private Uni<Answer> ask() {
        wakeSignal.arm();
        long seenFence = request.seen().map(Entry::fence).orElse(-1L);
        boolean refresh = request.purpose() == Purpose.REFRESH;
        FleetLocks.Ask ask = new FleetLocks.Ask(request.key(), token, term, seenFence, refresh);
        return request.trace()
                .command("acquire", locks.acquire(ask))
                .onItemOrFailure()
                .transformToUni((grant, failure) -> failure == null ? answered(grant) : withoutStore());
    }

    private Uni<Answer> answered(Grant grant) {
        if (grant instanceof Grant.Busy busy) {
            return busy(busy.left());
        }
        waited();
        return switch (grant) {
            case Grant.Found found -> found(found.entry());
            case Grant.Granted granted -> holder.rebuild(request, new Lease(token, granted.fence()));
            case Grant.BackingOff backing -> backOff(backing.left());
            case Grant.Pass pass -> pass();
            case Grant.Busy busy -> throw new IllegalStateException("answered above");
        };
    }

    private Uni<Answer> busy(Duration left) {
        if (waits++ == 0) {
            firstBusyNanos = now();
            events.happened(Event.LOCK_WAITED);
        }
        long budgetNanos = endNanos - now();
        if (budgetNanos <= 0) {
            waited();
            events.happened(Event.LOCK_GAVE_UP);
            return refuse("another process is loading this key", left);
        }
        return wakeSignal
                .sleep(Duration.ofNanos(Math.min(budgetNanos, patience(left).toNanos())))
                .onItem()
                .transformToUni(ignored -> ask());
    }

    /**
     * Returns the longest wait for a push. A wait normally ends with a push; without one, it ends with the lease, or
     * earlier by an estimate from the time of the last load.
     */
    private Duration patience(Duration left) {
        Duration expected = request.seen()
                .map(entry ->
                        entry.delta().multipliedBy(3L << Math.min(waits, 16)).dividedBy(4))
                .filter(delta -> delta.compareTo(left) < 0)
                .orElse(left);
        Duration net = expected.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : expected;
        return net.plusNanos((long) (net.toNanos() * 0.1 * environment.random().getAsDouble()));
    }

    private Uni<Answer> found(Entry entry) {
        boolean stale = !entry.fresh(environment.clock().micros());
        return Uni.createFrom().item(Answer.cached(entry, waits == 0 ? Source.STORE : Source.FLEET, stale));
    }

    /**
     * Refuses the request because of a back-off. A refresh is refused only at the end of the back-off: it stays in its
     * flight until then, so that stale reads meanwhile begin no other refresh.
     */
    private Uni<Answer> backOff(Duration left) {
        events.happened(Event.BACKED_OFF);
        if (!request.purpose().refresh()) {
            return refuse("the last load of this key failed", left);
        }
        return wakeSignal
                .sleep(left)
                .onItem()
                .transformToUni(ignored -> refuse("the last load of this key failed", SHORTEST_WAIT));
    }

    private Uni<Answer> pass() {
        events.happened(Event.PASSED_LOCK);
        return holder.pass(request);
    }

    private Uni<Answer> withoutStore() {
        waited();
        events.happened(Event.LOCK_FAILED);
        return holder.pass(request).map(answer -> answer.unstored().isPresent() ? answer.unkept(Kept.FAILED) : answer);
    }

    /**
     * Refuses the request. A caller that has seen an entry which still lives falls back to it by itself; the entry is
     * not returned here, because it may have been invalidated for other callers of the flight.
     */
    private static Uni<Answer> refuse(String reason, Duration retryAfter) {
        return Uni.createFrom().failure(new LoadFailure.LockUnavailable(reason, retryAfter));
    }

    private void waited() {
        if (waits > 0) {
            events.observed(Quantity.LOCK_WAIT_SECONDS, (now() - firstBusyNanos) / 1e9);
        }
    }

    private long now() {
        return environment.clock().nanos();
    }
}
