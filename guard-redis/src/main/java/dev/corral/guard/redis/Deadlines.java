package dev.corral.guard.redis;

import dev.corral.guard.runtime.Clock;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Ends a connection's calls when their time is up.
 *
 * <p>All calls have the same time, so the oldest is due first and one timer serves them all. Runs on the connection's loop.
 */
final class Deadlines {

    private final ContextInternal context;
    private final Clock clock;
    private final Duration limit;
    private final Runnable missed;
    private final Deque<Call<?>> calls = new ArrayDeque<>();
    private boolean armed;

    /** @param missed called after calls were ended, or found ended, by this timer */
    Deadlines(ContextInternal context, Clock clock, Duration limit, Runnable missed) {
        this.context = context;
        this.clock = clock;
        this.limit = limit;
        this.missed = missed;
    }

    void add(Call<?> call) {
        calls.add(call);
        arm();
    }

    /** Lets go of the calls that have ended, as far as none that has not stands before them. */
    void forgetEnded() {
        for (Call<?> oldest = calls.peek(); oldest != null && oldest.over(); oldest = calls.peek()) {
            calls.poll();
        }
    }

    private void arm() {
        if (!armed && !calls.isEmpty()) {
            armed = true;
            long leftMillis = (calls.peek().deadlineNanos() - clock.nanos()) / 1_000_000;
            context.setTimer(Math.max(1, leftMillis + 1), due -> end());
        }
    }

    private void end() {
        armed = false;
        while (!calls.isEmpty()
                && (calls.peek().over() || clock.passed(calls.peek().deadlineNanos()))) {
            calls.poll().fail("no reply within " + limit.toMillis() + " ms", null);
        }
        arm();
        missed.run();
    }
}
