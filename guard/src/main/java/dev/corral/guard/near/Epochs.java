package dev.corral.guard.near;

import dev.corral.guard.core.Key;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Counts the changes of every key, in a bounded number of counters. Keys that share one cost each other a read that is
 * not kept, and nothing else.
 */
final class Epochs {

    private static final int COUNTERS = 4_096;

    private final AtomicIntegerArray counters = new AtomicIntegerArray(COUNTERS);

    int of(Key key) {
        return counters.get(counter(key));
    }

    void changed(Key key) {
        counters.incrementAndGet(counter(key));
    }

    /** Spread, because the hashes of similar keys lie close together. */
    private static int counter(Key key) {
        int spread = key.hashCode() * 0x9E3779B9;
        return spread >>> Integer.SIZE - Integer.numberOfTrailingZeros(COUNTERS);
    }
}
