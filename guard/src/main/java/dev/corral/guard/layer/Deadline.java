package dev.corral.guard.layer;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.runtime.Clock;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * A layer that sets the time by which a request must be answered. It is outermost, so that the time in all other layers
 * counts. It arms no timer: a timer is armed where a caller first has to wait, and a hit never waits.
 */
public final class Deadline implements Loader {

    private final Loader next;
    private final long budgetNanos;
    private final Clock clock;

    public Deadline(Loader next, Duration budget, Clock clock) {
        this.next = next;
        this.budgetNanos = budget.toNanos();
        this.clock = clock;
    }

    @Override
    public Uni<Answer> load(Request request) {
        long own = clock.nanos() + budgetNanos;
        return next.load(request.by(earlier(request.deadlineNanos(), own)));
    }

    private static long earlier(long deadlineNanos, long own) {
        return deadlineNanos == Long.MAX_VALUE || own - deadlineNanos < 0 ? own : deadlineNanos;
    }
}
