package dev.corral.guard.near;

import dev.corral.guard.core.Key;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A bounded number of counters that count the changes of every key. If two keys share a counter, a change of one can
 * keep a read of the other from being stored; there is no other effect.
 */
final class Epochs {

    private static final int COUNTERS = 4_096;

    private final AtomicIntegerArray counters = new AtomicIntegerArray(COUNTERS);

    int of(Key key) {
        return counters.get(key.slot(COUNTERS));
    }

    void changed(Key key) {
        counters.incrementAndGet(key.slot(COUNTERS));
    }
}
