package dev.corral.guard.testing;

import dev.corral.guard.runtime.Clock;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Time that advances only on request of a test: a clock, and the scheduler that uses it.
 *
 * <p>Everything runs on the thread that calls {@link #advance}, in order of time, then of submission. Every layer
 * receives it as {@code Clock} and as {@code ScheduledExecutorService}; not for use by several threads.
 */
public final class VirtualTime extends VirtualScheduler implements Clock {

    /** The fleet's time at the start: far from {@code nanos}, so that a confusion of the two is detected. */
    public static final long START_MICROS = 1_800_000_000_000_000L;

    /** A sorted set, because a cancelled timer must be found among those of a thousand nodes. */
    private final TreeSet<Task<?>> tasks = new TreeSet<>();

    private long nowNanos;
    private long submitted;

    @Override
    public long nanos() {
        return nowNanos;
    }

    @Override
    public long micros() {
        return START_MICROS + nowNanos / 1_000;
    }

    /** Advances the time. Runs the tasks that become due on the way, and the tasks that they schedule. */
    public void advance(Duration by) {
        long untilNanos = nowNanos + by.toNanos();
        while (!tasks.isEmpty() && tasks.first().dueNanos <= untilNanos) {
            Task<?> task = tasks.pollFirst();
            nowNanos = Math.max(nowNanos, task.dueNanos);
            task.run();
        }
        nowNanos = untilNanos;
    }

    /** Runs the tasks that are due now. */
    public void settle() {
        advance(Duration.ZERO);
    }

    /** The number of tasks that have not run: after a test, a number above 0 is a timer left over. */
    public int pending() {
        return tasks.size();
    }

    @Override
    <V> ScheduledFuture<V> add(Callable<V> callable, long delayNanos, long periodNanos) {
        Task<V> task = new Task<>(callable, delayNanos, periodNanos);
        tasks.add(task);
        return task;
    }

    @Override
    void clear() {
        tasks.clear();
    }

    private final class Task<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
        private final long number = submitted++;
        private final long periodNanos;
        private long dueNanos;

        Task(Callable<V> callable, long delayNanos, long periodNanos) {
            super(callable);
            this.dueNanos = nowNanos + Math.max(0, delayNanos);
            this.periodNanos = periodNanos;
        }

        @Override
        public void run() {
            if (!isPeriodic()) {
                super.run();
            } else if (runAndReset()) {
                dueNanos += periodNanos;
                tasks.add(this);
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            tasks.remove(this);
            return super.cancel(mayInterruptIfRunning);
        }

        @Override
        public boolean isPeriodic() {
            return periodNanos > 0;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - nowNanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Task<?> task = (Task<?>) other;
            int byTime = Long.compare(dueNanos, task.dueNanos);
            return byTime != 0 ? byTime : Long.compare(number, task.number);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
