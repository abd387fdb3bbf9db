package dev.corral.node.testing;

import dev.corral.guard.runtime.Clock;
import java.util.concurrent.TimeUnit;

/** A clock that a test sets. */
public final class SetClock implements Clock {

    private volatile long nanos = 1_000_000_000;

    public void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public long micros() {
        return nanos / 1_000;
    }
}
