package dev.corral.node.metrics;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Counters that many threads increment with every request and few threads read. Each event loop has a row of its own,
 * so that no processor fetches a cache line that another has just written, and none waits until its own writes are
 * visible. Adders that are split only after two threads have collided are slower here, because on a few processors
 * threads collide again and again.
 */
final class StripedCounters {

    private static final int MOST_ROWS = 32;
    /** There are two event loops per processor, and some other threads that count now and then. */
    private static final int ROWS = Math.min(MOST_ROWS, Runtime.getRuntime().availableProcessors() * 4);
    /** The row of all threads that begin to count when every other row is in use. */
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

    /** @param counts the number of counters */
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

    /**
     * Subtracts one from the current thread's counter, and returns whether the counter has reached zero. A counter
     * at zero, which is also its first value, is set to a new number.
     *
     * @param next returns the new number, which must be positive
     */
    boolean countDown(int count, LongSupplier next) {
        int at = ROW.get() * width + count;
        long before = rows.getPlain(at);
        long left = (before == 0 ? next.getAsLong() : before) - 1;
        rows.setOpaque(at, left == 0 ? next.getAsLong() : left);
        return left == 0;
    }

    long sum(int count) {
        long sum = 0;
        for (int at = count; at < rows.length(); at += width) {
            sum += rows.get(at);
        }
        return sum;
    }

    /** The sum of the counters from the first (inclusive) to the last (exclusive). */
    long sum(int from, int to) {
        long sum = 0;
        for (int count = from; count < to; count++) {
            sum += sum(count);
        }
        return sum;
    }
}
