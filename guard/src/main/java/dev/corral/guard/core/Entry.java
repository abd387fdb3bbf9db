package dev.corral.guard.core;

import java.time.Duration;

/**
 * A cached {@link Content} with its fence, the time of its write and its limits.
 *
 * @param fence the fence under which it was written; 0 if it was written without one
 * @param writtenAtMicros the time of the write, in microseconds by the clock of the shared store
 * @param delta how long the load that made it took
 */
public record Entry(Content content, long fence, long writtenAtMicros, Limits limits, Duration delta) {

    /** The age of the entry; not negative, even if the clock is behind the clock of the writer. */
    public Duration age(long nowMicros) {
        return Duration.ofNanos(Math.max(0, nowMicros - writtenAtMicros) * 1_000);
    }

    /** The time left until the soft limit, in microseconds; negative after it. */
    public long leftMicros(long nowMicros) {
        return writtenAtMicros + limits.soft().toNanos() / 1_000 - nowMicros;
    }

    /**
     * Whether the entry is within its soft limit.
     *
     * @param nowMicros the time of the fleet, as {@link dev.corral.guard.runtime.Clock#micros}
     */
    public boolean fresh(long nowMicros) {
        return within(limits.soft(), nowMicros);
    }

    /** Whether the entry may be served while a refresh runs. */
    public boolean usable(long nowMicros) {
        return within(limits.stale(), nowMicros);
    }

    /** Whether the entry may still be served if a load fails. */
    public boolean alive(long nowMicros) {
        return within(limits.hard(), nowMicros);
    }

    /**
     * Compares by fence if both entries have one, because a fence grows even if the store's clock steps back; otherwise
     * by the time of the write.
     */
    public boolean newerThan(Entry other) {
        return fence > 0 && other.fence > 0 ? fence > other.fence : writtenAtMicros > other.writtenAtMicros;
    }

    /** Returns this entry with the fence and the time of the write that stored it. */
    public Entry stamped(long newFence, long newWrittenAtMicros) {
        return new Entry(content, newFence, newWrittenAtMicros, limits, delta);
    }

    private boolean within(Duration limit, long nowMicros) {
        return (nowMicros - writtenAtMicros) * 1_000 < limit.toNanos();
    }
}
