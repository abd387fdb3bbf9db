package dev.corral.guard.probe;

import dev.corral.guard.runtime.Clock;
import dev.corral.guard.runtime.Lateness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * Measures how late event loops run their tasks. Each loop runs a task at a fixed interval; its lateness is the delay of
 * that task, also of one that is due and has not run yet.
 */
public final class LoopLag implements Lateness.Lag {

    /** The interval of the tasks: a loop that is busy for a shorter time may not be noticed. */
    public static final Duration INTERVAL = Duration.ofMillis(100);

    /** The time for which a delay counts in {@link #recentNanos()}. */
    static final Duration SPAN = Duration.ofSeconds(1);

    private final Clock clock;
    private final RecentMaximum micros;
    private final List<Loop> loops = new ArrayList<>();

    /** @param executors the event loops; nothing is measured until {@link #begin} */
    public LoopLag(Clock clock, Iterable<? extends ScheduledExecutorService> executors) {
        this.clock = clock;
        this.micros = new RecentMaximum(clock);
        for (ScheduledExecutorService executor : executors) {
            loops.add(new Loop(executor));
        }
    }

    /** Starts the measurement, which ends with the event loops. */
    public void begin() {
        loops.forEach(Loop::expect);
    }

    @Override
    public long recentNanos() {
        long now = clock.nanos();
        return largest(loop -> Math.max(loop.overdueNanos(now), loop.recentNanos(now)));
    }

    @Override
    public long overdueNanos() {
        long now = clock.nanos();
        return largest(loop -> loop.overdueNanos(now));
    }

    private long largest(ToLongFunction<Loop> lateness) {
        long largest = 0;
        for (Loop loop : loops) {
            largest = Math.max(largest, lateness.applyAsLong(loop));
        }
        return largest;
    }

    /** Returns the largest lateness of an event loop within the last 30 s, but not before {@link #forgetMaximum}. */
    public Duration maximum() {
        return Duration.ofNanos(Math.max(overdueNanos(), TimeUnit.MICROSECONDS.toNanos(micros.get())));
    }

    /** Begins the maximum again. Waits are judged by what has been measured before, too. */
    public void forgetMaximum() {
        micros.forget();
    }

    private final class Loop {
        private final ScheduledExecutorService executor;
        /** The newest delay; changed by the loop only. */
        private volatile Delay newest = new Delay(0, clock.nanos(), null);

        private volatile long dueNanos = clock.nanos();
        private volatile boolean expected;

        Loop(ScheduledExecutorService executor) {
            this.executor = executor;
        }

        void expect() {
            dueNanos = clock.nanos() + INTERVAL.toNanos();
            expected = true;
            executor.schedule(this::run, INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
        }

        private void run() {
            long now = clock.nanos();
            long delay = Math.max(0, now - dueNanos);
            micros.observe((int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMicros(delay)));
            newest = newest.followedBy(delay, now);
            expect();
        }

        long recentNanos(long now) {
            return newest.largest(now);
        }

        long overdueNanos(long now) {
            return expected ? Math.max(0, now - dueNanos) : 0;
        }
    }

    /**
     * A delay and those before it that are larger, for as long as they count: at most one for each interval of the span.
     *
     * @param older null if there is none
     */
    private record Delay(long nanos, long atNanos, Delay older) {

        /** Returns a new delay, with the larger ones before it that still count. */
        Delay followedBy(long laterNanos, long now) {
            return new Delay(laterNanos, now, recent(this, laterNanos, now));
        }

        private static Delay recent(Delay delay, long aboveNanos, long now) {
            if (delay == null || delay.isOver(now)) {
                return null;
            }
            Delay older = recent(delay.older, aboveNanos, now);
            return delay.nanos > aboveNanos ? new Delay(delay.nanos, delay.atNanos, older) : older;
        }

        /** The largest delay that still counts; 0 if there is none. */
        long largest(long now) {
            long largest = 0;
            for (Delay each = this; each != null && !each.isOver(now); each = each.older) {
                largest = each.nanos;
            }
            return largest;
        }

        private boolean isOver(long now) {
            return now - atNanos > SPAN.toNanos();
        }
    }
}
