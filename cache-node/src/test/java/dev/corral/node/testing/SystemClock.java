package dev.corral.node.testing;

import dev.corral.guard.runtime.Clock;

/** The system's monotonic clock. */
public final class SystemClock implements Clock {

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long micros() {
        return System.nanoTime() / 1_000;
    }
}
