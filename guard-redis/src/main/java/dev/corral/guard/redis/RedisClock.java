package dev.corral.guard.redis;

import dev.corral.guard.runtime.Clock;
import java.util.function.LongSupplier;

/**
 * A node's monotonic clock plus its offset to the time of Redis, which all nodes of the fleet share.
 *
 * <p>The offset is measured when a connection opens and with every heartbeat. The shorter the round trip of a reading
 * is, the more accurate is the reading. Until the first reading the offset is 0; nothing has been read from the store
 * by then either. This class never reads the wall clock.
 */
public final class RedisClock implements Clock {

    /** The largest drift between two accurate clocks: 100 parts in a million. */
    private static final long DRIFT_DIVISOR = 10_000;
    /** The number of readings in a row that must contradict the offset before the Redis clock counts as stepped. */
    private static final int STEP_SEEN = 3;

    /** A measured offset; the true offset differs from it by at most the uncertainty, in either direction. */
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

    /** Records a reading of the store's time; request and reply are instants of {@link #nanos()}. */
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
