package dev.corral.guard.testing;

import dev.corral.guard.runtime.Clock;

/**
 * A node's clock on a simulated machine: the monotonic clock plus an offset to the store's time. Every heartbeat
 * measures the offset, by the rule of the clock that follows Redis.
 */
public final class SyncedClock implements Clock {

    private static final long DRIFT_DIVISOR = 10_000;
    private static final int STEP_SEEN = 3;

    private final Machine machine;
    private long offsetMicros;
    private long uncertaintyMicros = Long.MAX_VALUE;
    private long takenNanos;
    private int contradictions;

    public SyncedClock(Machine machine) {
        this.machine = machine;
    }

    @Override
    public long nanos() {
        return machine.nanos();
    }

    @Override
    public long micros() {
        return nanos() / 1_000 + offsetMicros;
    }

    /** Records a reading of the store's time, requested at this instant and answered now. */
    public void sample(long askedNanos, long storeMicros) {
        long now = nanos();
        long offset = storeMicros - (askedNanos + (now - askedNanos) / 2) / 1_000;
        long uncertainty = (now - askedNanos) / 2_000 + 1;
        if (uncertaintyMicros == Long.MAX_VALUE || better(offset, uncertainty, now)) {
            offsetMicros = offset;
            uncertaintyMicros = uncertainty;
            takenNanos = now;
            contradictions = 0;
        }
    }

    private boolean better(long offset, long uncertainty, long now) {
        long grown = uncertaintyMicros + (now - takenNanos) / 1_000 / DRIFT_DIVISOR;
        if (Math.abs(offset - offsetMicros) > grown + uncertainty) {
            return ++contradictions >= STEP_SEEN;
        }
        contradictions = 0;
        return uncertainty <= grown;
    }
}
