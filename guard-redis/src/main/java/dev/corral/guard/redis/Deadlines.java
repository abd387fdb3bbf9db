package dev.corral.guard.redis;

import dev.corral.guard.runtime.Clock;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The deadlines of one connection's calls: a call without a reply fails when its deadline passes.
 *
 * <p>All calls have the same timeout, so the oldest call is due first and one timer is enough. All methods run on the
 * connection's event loop.
 */
final class Deadlines {

    private final ContextInternal context;
    private final Clock clock;
    private final Duration limit;
    private final Runnable missed;
    private final Deque<Call<?>> calls = new ArrayDeque<>();
    private boolean armed;

    /** @param missed called each time the timer has fired and the expired calls have failed */
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

    /** Removes the oldest calls that have ended, up to the first one that has not. */
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
