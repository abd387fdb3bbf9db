package dev.corral.guard.testing;

import dev.corral.guard.core.Clock;
import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Time that passes only when a test says so: a clock and the scheduler that runs by it.
 *
 * <p>Everything runs on the thread that calls {@link #advance}, in order of time, then of submission. Handed to every
 * layer as {@code Clock} and as {@code ScheduledExecutorService}; not for use by several threads.
 */
public final class VirtualTime extends AbstractExecutorService implements ScheduledExecutorService, Clock {

    /** Fleet time at the start: far from nanos, so that a mix-up shows. */
    public static final long START_MICROS = 1_800_000_000_000_000L;

    private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>();
    private long nowNanos;
    private long submitted;
    private boolean shutdown;

    @Override
    public long nanos() {
        return nowNanos;
    }

    @Override
    public long micros() {
        return START_MICROS + nowNanos / 1_000;
    }

    /** Lets time pass, running what falls due on the way, and what that makes due. */
    public void advance(Duration by) {
        long untilNanos = nowNanos + by.toNanos();
        while (!tasks.isEmpty() && tasks.peek().dueNanos <= untilNanos) {
            Task<?> task = tasks.poll();
            nowNanos = Math.max(nowNanos, task.dueNanos);
            task.run();
        }
        nowNanos = untilNanos;
    }

    /** Runs what is due now. */
    public void settle() {
        advance(Duration.ZERO);
    }

    /** Tasks not yet run: after a test, a number above 0 is a timer left over. */
    public int pending() {
        return tasks.size();
    }

    @Override
    public void execute(Runnable command) {
        schedule(command, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return add(new Task<>(Executors.callable(command), unit.toNanos(delay), 0));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return add(new Task<>(callable, unit.toNanos(delay), 0));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return add(new Task<>(Executors.callable(command), unit.toNanos(initialDelay), unit.toNanos(period)));
    }

    /** No task takes any time here, so a delay between runs is a period. */
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return scheduleAtFixedRate(command, initialDelay, delay, unit);
    }

    private <V> Task<V> add(Task<V> task) {
        tasks.add(task);
        return task;
    }

    @Override
    public void shutdown() {
        shutdown = true;
        tasks.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> left = List.copyOf(tasks);
        shutdown();
        return left;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
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
                add(this);
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
