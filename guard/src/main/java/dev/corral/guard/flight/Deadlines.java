package dev.corral.guard.flight;

import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.WaitLimit;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The two timers of one flight: one for the limit of the flight, one for the earliest deadline of its callers. The
 * flight guards them. One timer is enough for any number of callers, because callers of one cache have the same budget
 * and so expire in the order in which they joined.
 */
final class Deadlines {

    private final Environment environment;
    private final Consumer<Flight> whenDue;
    private WaitLimit limit;
    private WaitLimit next;
    private long nextNanos = Long.MAX_VALUE;

    Deadlines(Environment environment, Consumer<Flight> whenDue) {
        this.environment = environment;
        this.whenDue = whenDue;
    }

    void end(Flight flight, Duration after, Consumer<Flight> ending) {
        synchronized (flight) {
            limit = WaitLimit.start(environment, after.toNanos(), () -> ending.accept(flight));
        }
    }

    /** Arms the timer for this deadline, unless it is armed for an earlier one. */
    void expect(Flight flight, long deadlineNanos) {
        if (deadlineNanos == Long.MAX_VALUE || nextNanos != Long.MAX_VALUE && deadlineNanos - nextNanos >= 0) {
            return;
        }
        cancel(next);
        nextNanos = deadlineNanos;
        long left = Math.max(0, deadlineNanos - environment.clock().nanos());
        next = WaitLimit.start(environment, left, () -> whenDue.accept(flight));
    }

    /** Records that the timer has fired; the next deadline arms it again. */
    void passed() {
        nextNanos = Long.MAX_VALUE;
    }

    void cancelAll() {
        cancel(limit);
        cancel(next);
    }

    private static void cancel(WaitLimit timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
