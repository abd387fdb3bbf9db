package dev.corral.node.origin;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The counters of the connections to the origin. */
public final class OriginCounts {

    private final AtomicInteger connections = new AtomicInteger();
    private final LongAdder unfit = new LongAdder();
    private final LongAdder secondTries = new LongAdder();

    OriginCounts() {}

    /** The number of open connections. */
    public int connections() {
        return connections.get();
    }

    /** The number of connections closed because they received more than one response, or other bytes. */
    public long unfit() {
        return unfit.sum();
    }

    /** The number of requests sent over a new connection because a kept one had ended. */
    public long secondTries() {
        return secondTries.sum();
    }

    void opened() {
        connections.incrementAndGet();
    }

    void closed() {
        connections.decrementAndGet();
    }

    void foundUnfit() {
        unfit.increment();
    }

    void secondTry() {
        secondTries.increment();
    }
}
