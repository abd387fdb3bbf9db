package dev.corral.node.origin;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of the connections to the origin. */
public final class OriginCounts {

    private final AtomicInteger connections = new AtomicInteger();
    private final LongAdder unfit = new LongAdder();
    private final LongAdder secondTries = new LongAdder();

    OriginCounts() {}

    /** Open now. */
    public int connections() {
        return connections.get();
    }

    /** Connections closed because more or other bytes came than one response. */
    public long unfit() {
        return unfit.sum();
    }

    /** Requests sent over a new connection because a kept one had ended. */
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
