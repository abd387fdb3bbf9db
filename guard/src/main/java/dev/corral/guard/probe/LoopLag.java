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
        return largest(loop -> Math.max(loop.overdueNanos(now), loop.largest.recent(now)));
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

    /** Returns the largest lateness of an event loop within the last 30 s. */
    public Duration maximum() {
        return Duration.ofNanos(Math.max(recentNanos(), TimeUnit.MICROSECONDS.toNanos(micros.get())));
    }

    private final class Loop {
        private final ScheduledExecutorService executor;
        private volatile Delay largest = new Delay(0, clock.nanos());
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
            if (delay >= largest.recent(now)) {
                largest = new Delay(delay, now);
            }
            expect();
        }

        long overdueNanos(long now) {
            return expected ? Math.max(0, now - dueNanos) : 0;
        }
    }

    private record Delay(long nanos, long atNanos) {

        /** The delay, or 0 if it is older than the span. */
        long recent(long now) {
            return now - atNanos <= SPAN.toNanos() ? nanos : 0;
        }
    }
}
