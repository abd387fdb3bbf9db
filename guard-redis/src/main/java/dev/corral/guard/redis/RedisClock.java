package dev.corral.guard.redis;

import dev.corral.guard.runtime.Clock;
import java.util.function.LongSupplier;

/**
 * A node's monotonic clock plus its offset to the time of Redis, which is the fleet's.
 *
 * <p>The offset is measured when a connection opens and with every heartbeat. A reading is worth as much as its round
 * trip was short; until the first one the offset is 0, and nothing of the store has been read either. Nothing here reads
 * the wall clock.
 */
public final class RedisClock implements Clock {

    /** How fast two good clocks may drift apart: 100 parts in a million. */
    private static final long DRIFT_DIVISOR = 10_000;
    /** Readings in a row that contradict the offset before Redis' clock is believed to have stepped. */
    private static final int STEP_SEEN = 3;

    /** The true offset lies within the uncertainty on either side. */
    private record Reading(long offsetMicros, long uncertaintyMicros, long takenNanos) {
        long uncertaintyMicros(long nowNanos) {
            return uncertaintyMicros + (nowNanos - takenNanos) / 1_000 / DRIFT_DIVISOR;
        }
    }

    private final LongSupplier nanoTime;
    private volatile Reading reading;
    private int contradictions;

    public RedisClock() {
        this(System::nanoTime);
    }

    RedisClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public long nanos() {
        return nanoTime.getAsLong();
    }

    @Override
    public long micros() {
        Reading current = reading;
        return nanos() / 1_000 + (current == null ? 0 : current.offsetMicros);
    }

    /** Takes a reading of the store's time, asked and answered at these instants of {@link #nanos()}. */
    synchronized void sample(long askedNanos, long answeredNanos, long storeMicros) {
        long middleMicros = (askedNanos + (answeredNanos - askedNanos) / 2) / 1_000;
        Reading taken =
                new Reading(storeMicros - middleMicros, (answeredNanos - askedNanos) / 2_000 + 1, answeredNanos);
        if (reading == null || better(taken, reading)) {
            reading = taken;
            contradictions = 0;
        }
    }

    private boolean better(Reading taken, Reading current) {
        long uncertaintyMicros = current.uncertaintyMicros(taken.takenNanos);
        long apartMicros = Math.abs(taken.offsetMicros - current.offsetMicros);
        if (apartMicros > uncertaintyMicros + taken.uncertaintyMicros) {
            return ++contradictions >= STEP_SEEN;
        }
        contradictions = 0;
        return taken.uncertaintyMicros <= uncertaintyMicros;
    }
}
