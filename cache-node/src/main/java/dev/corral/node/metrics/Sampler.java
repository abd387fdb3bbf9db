package dev.corral.node.metrics;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Selects a random share of the calls of many threads. A call that is not selected costs one plain write.
 *
 * <p>The number of calls from one selection to the next is random, because clients that read some keys in turn would
 * otherwise have always the same key selected.
 */
public final class Sampler {

    private final StripedCounters left = new StripedCounters(1);
    private final LongSupplier gap;

    /**
     * @param calls the number of calls of which one is selected on average
     * @param random uniform in [0, 1)
     */
    public Sampler(int calls, DoubleSupplier random) {
        int longest = 2 * calls - 1;
        this.gap = () -> 1 + (long) (random.getAsDouble() * longest);
    }

    /** Whether this call is selected. */
    public boolean selects() {
        return left.countDown(0, gap);
    }
}
