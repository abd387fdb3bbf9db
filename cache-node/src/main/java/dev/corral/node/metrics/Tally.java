package dev.corral.node.metrics;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts that many threads add to with every request, and few read. Each event loop has a row of its own, so that no
 * processor fetches what another has just written; adders that are split only where two threads have met are slower
 * here, for on a few processors they meet again and again.
 */
final class Tally {

    private static final int MOST_ROWS = 32;
    /** A power of two, and at least twice the processors, as there are event loops; past the most, rows are shared. */
    private static final int ROWS =
            Math.min(MOST_ROWS, Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 4);
    /** Processors fetch cache lines in pairs. */
    private static final int LONGS_OF_TWO_LINES = 16;

    private static final AtomicInteger THREADS = new AtomicInteger();
    private static final FastThreadLocal<Integer> ROW = new FastThreadLocal<>() {
        @Override
        protected Integer initialValue() {
            return THREADS.getAndIncrement() & ROWS - 1;
        }
    };

    private final int width;
    private final AtomicLongArray rows;

    /** @param counts how many there are */
    Tally(int counts) {
        this.width = (counts / LONGS_OF_TWO_LINES + 2) * LONGS_OF_TWO_LINES;
        this.rows = new AtomicLongArray(ROWS * width);
    }

    void add(int count, long more) {
        rows.getAndAdd(ROW.get() * width + count, more);
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
