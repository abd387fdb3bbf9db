package dev.corral.guard.runtime;

import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The time limit of a wait. It ends the wait when the time has passed, and a little later if its timer fires late:
 * {@link Lateness} decides how much.
 */
public final class WaitLimit {

    private final Clock clock;
    private final ScheduledExecutorService scheduler;
    private final Executor loop;
    private final Lateness lateness;
    private final Runnable end;
    private Future<?> timer;
    private long dueNanos;
    private long extendedNanos;
    private boolean over;

    private WaitLimit(Clock clock, ScheduledExecutorService scheduler, Executor loop, Lateness lateness, Runnable end) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.loop = loop;
        this.lateness = lateness;
        this.end = end;
    }

    /**
     * Starts a time limit that ends on a thread of the environment's scheduler.
     *
     * @param end ends the wait
     */
    public static WaitLimit start(Environment environment, long nanos, Runnable end) {
        return start(environment, Runnable::run, nanos, end);
    }

    /**
     * Starts a time limit that ends on an event loop.
     *
     * @param loop the event loop on which the wait continues when its answer has arrived
     * @param end ends the wait
     */
    public static WaitLimit start(Environment environment, Executor loop, long nanos, Runnable end) {
        return new WaitLimit(environment.clock(), environment.scheduler(), loop, environment.lateness(), end)
                .armed(nanos);
    }

    /**
     * Starts a time limit whose timer is one of the event loop on which the awaited answer arrives.
     *
     * @param loop runs the timer and {@code end}
     * @param end ends the wait
     */
    public static WaitLimit startOn(
            ScheduledExecutorService loop, Clock clock, Lateness lateness, long nanos, Runnable end) {
        return new WaitLimit(clock, loop, Runnable::run, lateness, end).armed(nanos);
    }

    private WaitLimit armed(long nanos) {
        arm(nanos);
        return this;
    }

    private synchronized void arm(long nanos) {
        dueNanos = clock.nanos() + nanos;
        timer = scheduler.schedule(() -> loop.execute(this::fired), nanos, TimeUnit.NANOSECONDS);
    }

    private void fired() {
        if (isEnd()) {
            end.run();
        }
    }

    /** Returns false if the wait is over already, or if it is extended. */
    private synchronized boolean isEnd() {
        if (over) {
            return false;
        }
        long extensionNanos = lateness.extensionNanos(clock.nanos() - dueNanos, extendedNanos);
        if (extensionNanos > 0) {
            extendedNanos += extensionNanos;
            arm(extensionNanos);
            return false;
        }
        over = true;
        return true;
    }

    /** Records that the wait is over. May be called from any thread. */
    public synchronized void cancel() {
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
