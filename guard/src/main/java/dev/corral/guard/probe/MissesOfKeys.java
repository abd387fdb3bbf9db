package dev.corral.guard.probe;

import dev.corral.guard.core.Key;
import dev.corral.guard.runtime.Clock;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The misses of each key within the current second, in a table of fixed size. Keys that share a counter are counted
 * together, so that a count can be too high and never too low.
 */
public final class MissesOfKeys {

    private static final int COUNTERS = 8_192;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int COUNT_BITS = 32;

    private final Clock clock;
    private final long startNanos;

    /** Each counter is the number of its second above the misses in that second. */
    private final AtomicLongArray counters = new AtomicLongArray(COUNTERS);

    public MissesOfKeys(Clock clock) {
        this.clock = clock;
        this.startNanos = clock.nanos();
    }

    /** Counts a miss. Returns the number of misses of the key in this second, this one included. */
    public int missed(Key key) {
        long second = (clock.nanos() - startNanos) / SECOND_NANOS;
        return (int) counters.accumulateAndGet(key.slot(COUNTERS), second, MissesOfKeys::next);
    }

    /** A thread that has read an older second counts in the newer one. */
    private static long next(long counter, long second) {
        return counter >> COUNT_BITS < second ? second << COUNT_BITS | 1 : counter + 1;
    }
}
