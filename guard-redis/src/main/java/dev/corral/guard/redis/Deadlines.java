package dev.corral.guard.redis;

import dev.corral.guard.runtime.Clock;
import dev.corral.guard.runtime.Lateness;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The deadlines of one connection's calls: a call without a reply fails when its deadline passes. If the event loop was
 * late, the calls whose deadlines have passed meanwhile get more time once: their replies may have arrived and wait to
 * be read.
 *
 * <p>All calls have the same timeout, so the oldest call is due first and one timer is enough. All methods run on the
 * connection's event loop.
 */
final class Deadlines {

    private final Timers timers;
    private final Clock clock;
    private final Duration limit;
    private final Lateness lateness;
    private final Runnable missed;
    private final Deque<Call<?>> calls = new ArrayDeque<>();
    private boolean armed;
    private long timerNanos;
    private boolean extending;
    private long extendedNanos;

    /**
     * The connection's event loop.
     *
     * @param loop runs the timers
     * @param context runs a task, already on the loop, in the connection's context
     */
    record Timers(ScheduledExecutorService loop, Executor context) {}

    /** @param missed called each time the timer has fired in time and the expired calls have failed */
    Deadlines(Timers timers, Clock clock, Duration limit, Lateness lateness, Runnable missed) {
        this.timers = timers;
        this.clock = clock;
        this.limit = limit;
        this.lateness = lateness;
        this.missed = missed;
    }

    /** Starts the time limit of a call, unless it has started already. */
    void add(Call<?> call) {
        if (call.deadlineNanos() == Call.NO_DEADLINE) {
            call.dueAt(clock.nanos() + limit.toNanos());
            calls.add(call);
            arm();
        }
    }

    /** Removes the oldest calls that have ended, up to the first one that has not. */
    void forgetEnded() {
        for (Call<?> oldest = calls.peek(); oldest != null && oldest.over(); oldest = calls.peek()) {
            calls.poll();
        }
    }

    private void arm() {
        if (!armed && !calls.isEmpty()) {
            arm(calls.peek().deadlineNanos());
        }
    }

    private void arm(long dueNanos) {
        armed = true;
        timerNanos = dueNanos;
        long leftNanos = Math.max(0, dueNanos - clock.nanos());
        timers.loop().schedule(() -> timers.context().execute(this::fired), leftNanos, TimeUnit.NANOSECONDS);
    }

    /** A call that fails may add another one; the timer counts as armed meanwhile, so that there is only one. */
    private void fired() {
        long now = clock.nanos();
        long extensionNanos = lateness.extensionNanos(now - timerNanos, 0);
        if (extensionNanos == 0) {
            failUntil(now);
        } else if (extending) {
            failUntil(extendedNanos);
        }
        forgetEnded();
        armed = false;
        extending = extensionNanos > 0 && isDue(now);
        if (extending) {
            extendedNanos = now;
            arm(now + extensionNanos);
            return;
        }
        arm();
        // After a late timer the loop has to read first.
        if (extensionNanos == 0) {
            missed.run();
        }
    }

    private boolean isDue(long nanos) {
        return !calls.isEmpty() && calls.peek().deadlineNanos() - nanos <= 0;
    }

    /** Fails the calls whose deadlines had passed at an instant. */
    private void failUntil(long nanos) {
        while (isDue(nanos)) {
            calls.poll().fail("no reply within " + limit.toMillis() + " ms", null);
        }
    }
}
