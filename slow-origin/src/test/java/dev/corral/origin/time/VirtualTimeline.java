package dev.corral.origin.time;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * A timeline whose time passes only when a test says so.
 *
 * <p>Tasks that are due at the same instant run in the order in which they were asked for.
 */
public final class VirtualTimeline implements Timeline {

    private final Queue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::dueNanos).thenComparingLong(Timer::number));
    private long nowNanos;
    private long asked;

    private record Timer(long dueNanos, long number, Runnable task) {}

    public void advance(Duration span) {
        long untilNanos = nowNanos + span.toNanos();
        while (!timers.isEmpty() && timers.peek().dueNanos() <= untilNanos) {
            Timer due = timers.remove();
            nowNanos = due.dueNanos();
            due.task().run();
        }
        nowNanos = untilNanos;
    }

    @Override
    public long nanos() {
        return nowNanos;
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public void after(Duration delay, Runnable task) {
        timers.add(new Timer(nowNanos + delay.toNanos(), asked++, task));
    }

    @Override
    public void close() {
        timers.clear();
    }
}
