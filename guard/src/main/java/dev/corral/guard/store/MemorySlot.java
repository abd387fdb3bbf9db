package dev.corral.guard.store;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Lease;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.store.FleetLocks.Ask;
import dev.corral.guard.store.FleetLocks.Publication;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * One key of a {@link MemoryStore}: its value, lease, fence and failure, each until it expires.
 *
 * <p>Its steps acquire, publish, renew, release and invalidate match the scripts of the store on Redis, with the checks in
 * the same order. Not thread-safe.
 */
final class MemorySlot {

    private static final Duration FENCE_LIFE = Duration.ofDays(7);

    /** A value until it expires. */
    private record Cell<T>(T held, long untilNanos) {}

    /** The marker that a release left in the store. */
    private record Failure(ReleaseReason reason, int count, long retryNanos) {
        static final Failure NOTHING = new Failure(ReleaseReason.NONE, 0, 0);
    }

    private final Clock clock;
    private final DoubleSupplier random;
    private Cell<Entry> value;
    private Cell<String> lease;
    private Cell<Long> fence;
    private Cell<Failure> failure;
    private boolean changed;

    MemorySlot(Clock clock, DoubleSupplier random) {
        this.clock = clock;
        this.random = random;
    }

    Entry get() {
        return held(value);
    }

    void put(Entry entry) {
        value = cell(entry, entry.limits().hard());
        changed = true;
    }

    Grant acquire(Ask ask) {
        Entry entry = held(value);
        if (entry != null && answers(entry, ask)) {
            return new Grant.Found(entry);
        }
        String holder = held(lease);
        if (ask.token().equals(holder)) {
            return granted(ask, held(fence) == null ? raisedFence() : held(fence));
        }
        if (holder != null) {
            return new Grant.Busy(left(lease.untilNanos));
        }
        Failure last = lastFailure();
        if (last.reason == ReleaseReason.PASS) {
            return new Grant.Pass();
        }
        boolean backingOff = last.reason == ReleaseReason.BACK_OFF && !clock.passed(last.retryNanos);
        return backingOff ? new Grant.BackingOff(left(last.retryNanos)) : granted(ask, raisedFence());
    }

    private boolean answers(Entry entry, Ask ask) {
        long now = clock.micros();
        return entry.fence() > ask.seenFence() && entry.usable(now) || ask.refresh() && entry.fresh(now);
    }

    private Grant granted(Ask ask, long granted) {
        lease = cell(ask.token(), ask.term());
        return new Grant.Granted(granted);
    }

    Publication publish(Lease mine, Entry entry) {
        boolean latest = Long.valueOf(mine.fence()).equals(held(fence));
        boolean overtaken = latest && olderThan(held(value), entry);
        boolean accepted = latest && !overtaken;
        boolean freed = free(mine);
        Entry stamped = accepted ? entry.stamped(mine.fence(), clock.micros()) : entry;
        if (accepted) {
            put(stamped);
            failure = null;
        } else if (overtaken || freed) {
            leave(overtaken ? ReleaseReason.BACK_OFF : ReleaseReason.NONE);
        }
        return new Publication(accepted, stamped);
    }

    /**
     * Whether the entry is older than the stored one. Only two present rows that both have a version can be compared.
     */
    private static boolean olderThan(Entry stored, Entry entry) {
        return stored != null
                && stored.content() instanceof Content.Value theirs
                && entry.content() instanceof Content.Value ours
                && ours.version() > 0
                && theirs.version() > ours.version();
    }

    boolean renew(Lease mine, Duration term) {
        boolean held = holds(mine);
        if (held) {
            lease = cell(mine.token(), term);
        }
        return held;
    }

    void release(Lease mine, ReleaseReason reason) {
        if (free(mine)) {
            leave(reason);
        }
    }

    void invalidate() {
        raisedFence();
        value = null;
        lease = null;
        failure = null;
        leave(ReleaseReason.NONE);
    }

    void forgetFence() {
        fence = null;
    }

    void forgetLease() {
        lease = null;
    }

    void forgetValue() {
        value = null;
    }

    void forgetFailure() {
        failure = null;
    }

    boolean leased() {
        return held(lease) != null;
    }

    /** Whether value or failure has changed since the last call. */
    boolean takeChanged() {
        boolean taken = changed;
        changed = false;
        return taken;
    }

    private boolean holds(Lease mine) {
        return mine.token().equals(held(lease));
    }

    private boolean free(Lease mine) {
        boolean held = holds(mine);
        if (held) {
            lease = null;
        }
        return held;
    }

    private void leave(ReleaseReason reason) {
        switch (reason) {
            case BACK_OFF -> backOff(lastFailure().count + 1);
            case PASS -> failure = cell(new Failure(ReleaseReason.PASS, 0, 0), BackOff.PASS);
            case NONE -> failure = held(failure) == null ? cell(Failure.NOTHING, BackOff.NOTHING) : failure;
        }
        changed = true;
    }

    private void backOff(int count) {
        Duration wait = BackOff.after(count, random.getAsDouble());
        long retryNanos = clock.nanos() + wait.toNanos();
        failure = cell(new Failure(ReleaseReason.BACK_OFF, count, retryNanos), wait.multipliedBy(BackOff.LIVES));
    }

    private Failure lastFailure() {
        Failure last = held(failure);
        return last == null ? Failure.NOTHING : last;
    }

    /**
     * Returns a new fence. It is greater than the last one even if the last one is forgotten, because it follows time.
     */
    private long raisedFence() {
        Long last = held(fence);
        fence = cell(Math.max(last == null ? 1 : last + 1, clock.micros()), FENCE_LIFE);
        return fence.held;
    }

    private <T> Cell<T> cell(T held, Duration life) {
        return new Cell<>(held, clock.nanos() + life.toNanos());
    }

    private <T> T held(Cell<T> cell) {
        return cell == null || clock.passed(cell.untilNanos) ? null : cell.held;
    }

    private Duration left(long untilNanos) {
        return Duration.ofNanos(untilNanos - clock.nanos());
    }
}
