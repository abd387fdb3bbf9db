package dev.corral.guard.core;

import java.time.Duration;

/**
 * A cached {@link Content} with the times of its life.
 *
 * @param fence the fence under which it was written; 0 where it was written without one
 * @param writtenAtMicros the time of the write, in microseconds by the clock of the shared store
 * @param delta how long the load took that made it
 */
public record Entry(Content content, long fence, long writtenAtMicros, Limits limits, Duration delta) {

    /** Not negative, even where a clock is behind the writer's. */
    public Duration age(long nowMicros) {
        return Duration.ofNanos(Math.max(0, nowMicros - writtenAtMicros) * 1_000);
    }

    /** Until the soft limit; negative after it. */
    public long leftMicros(long nowMicros) {
        return writtenAtMicros + limits.soft().toNanos() / 1_000 - nowMicros;
    }

    public boolean fresh(long nowMicros) {
        return within(limits.soft(), nowMicros);
    }

    /** May be served while a refresh runs. */
    public boolean usable(long nowMicros) {
        return within(limits.stale(), nowMicros);
    }

    /** May still be served where a load fails. */
    public boolean alive(long nowMicros) {
        return within(limits.hard(), nowMicros);
    }

    /** By fence where both have one: a fence grows even where the store's clock steps back. */
    public boolean newerThan(Entry other) {
        return fence > 0 && other.fence > 0 ? fence > other.fence : writtenAtMicros > other.writtenAtMicros;
    }

    public Entry stamped(long newFence, long newWrittenAtMicros) {
        return new Entry(content, newFence, newWrittenAtMicros, limits, delta);
    }

    private boolean within(Duration limit, long nowMicros) {
        return (nowMicros - writtenAtMicros) * 1_000 < limit.toNanos();
    }
}
