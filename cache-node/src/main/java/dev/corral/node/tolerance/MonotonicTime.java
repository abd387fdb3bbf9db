package dev.corral.node.tolerance;

import dev.corral.guard.runtime.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A guard's clock as a {@link java.time.Clock}. Its instants belong to no calendar; only the spans between them are
 * meaningful.
 */
final class MonotonicTime extends java.time.Clock {

    private final Clock clock;

    MonotonicTime(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(clock.nanos());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public java.time.Clock withZone(ZoneId zone) {
        return this;
    }
}
