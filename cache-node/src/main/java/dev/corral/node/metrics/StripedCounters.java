package dev.corral.node.metrics;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts that many threads add to with every request, and few read. Each event loop has a row of its own, so that no
 * processor fetches what another has just written, and none waits until its own writes are seen; adders that are split
 * only where two threads have met are slower here, for on a few processors they meet again and again.
 */
final class StripedCounters {

    private static final int MOST_ROWS = 32;
    /** There are two event loops a processor, and some threads beside them that count now and then. */
    private static final int ROWS = Math.min(MOST_ROWS, Runtime.getRuntime().availableProcessors() * 4);
    /** Of all threads that come when each other row has its own. */
    private static final int SHARED = ROWS - 1;
    /** Processors fetch cache lines in pairs. */
    private static final int LONGS_OF_TWO_LINES = 16;

    private static final AtomicInteger THREADS = new AtomicInteger();
    private static final FastThreadLocal<Integer> ROW = new FastThreadLocal<>() {
        @Override
        protected Integer initialValue() {
            return THREADS.getAndUpdate(next -> Math.min(next + 1, SHARED));
        }
    };

    private final int width;
    private final AtomicLongArray rows;

    /** @param counts how many there are */
    StripedCounters(int counts) {
        this.width = (counts / LONGS_OF_TWO_LINES + 2) * LONGS_OF_TWO_LINES;
        this.rows = new AtomicLongArray(ROWS * width);
    }

    void add(int count, long more) {
        int row = ROW.get();
        int at = row * width + count;
        if (row == SHARED) {
            rows.getAndAdd(at, more);
        } else {
            rows.setOpaque(at, rows.getPlain(at) + more);
        }
    }

    long sum(int count) {
        long sum = 0;
        for (int at = count; at < rows.length(); at += width) {
            sum += rows.get(at);
        }
        return sum;
    }

    /** Of all from the first to before the last. */
    long sum(int from, int to) {
        long sum = 0;
        for (int count = from; count < to; count++) {
            sum += sum(count);
        }
        return sum;
    }
}
