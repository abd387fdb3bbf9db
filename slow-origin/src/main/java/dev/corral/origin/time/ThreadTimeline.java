package dev.corral.origin.time;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A timeline in real time: a single daemon thread with timers.
 *
 * <p>The origin has a thread of its own, so that a busy event loop does not distort the service times.
 */
public final class ThreadTimeline implements Timeline {

    private static final Logger LOG = System.getLogger(ThreadTimeline.class.getName());

    private final long beganNanos = System.nanoTime();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("origin").factory());

    public ThreadTimeline() {
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanos() {
        return System.nanoTime() - beganNanos;
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(() -> run(task));
    }

    @Override
    public void after(Duration delay, Runnable task) {
        thread.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        thread.shutdown();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A scheduled task of the origin failed", e);
        }
    }
}
