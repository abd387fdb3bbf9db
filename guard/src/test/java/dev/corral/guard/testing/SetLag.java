package dev.corral.guard.testing;

import dev.corral.guard.runtime.Lateness;
import java.time.Duration;

/** A lateness of event loops that a test sets. */
public final class SetLag implements Lateness.Lag {

    private volatile long recentNanos;
    private volatile long overdueNanos;

    public SetLag recent(Duration lateness) {
        recentNanos = lateness.toNanos();
        return this;
    }

    public SetLag overdue(Duration lateness) {
        overdueNanos = lateness.toNanos();
        return this;
    }

    @Override
    public long recentNanos() {
        return recentNanos;
    }

    @Override
    public long overdueNanos() {
        return overdueNanos;
    }
}
