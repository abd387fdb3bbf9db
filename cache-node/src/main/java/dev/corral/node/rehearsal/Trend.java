package dev.corral.node.rehearsal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Decides from the latencies of equal rounds whether latency has stopped falling. A window of rounds is one value,
 * their median, so that a single slow round changes nothing. Latency is flat when none of the last windows is clearly
 * below the lowest one before them.
 */
final class Trend {

    /** The number of rounds in one window. Every kind of request is in them, over every route. */
    static final int WINDOW = 8;

    /**
     * The fewest windows. The first compiler compiles a method after some hundred calls, so that a few windows can be
     * equal before that.
     */
    static final int FEWEST = 6;

    /** The number of windows in which latency must not have fallen. */
    static final int LAST = 3;

    /** A window is lower than another one if it is less than this share of it. */
    private static final double LOWER = 0.9;

    private final long[] window = new long[WINDOW];
    private final List<Long> medians = new ArrayList<>();
    private int rounds;

    /** @param nanos the mean latency of one round */
    void add(long nanos) {
        window[rounds % WINDOW] = nanos;
        rounds++;
        if (rounds % WINDOW == 0) {
            medians.add(median(window));
        }
    }

    boolean isFlat() {
        if (medians.size() < FEWEST) {
            return false;
        }
        int split = medians.size() - LAST;
        long before = Collections.min(medians.subList(0, split));
        long lately = Collections.min(medians.subList(split, medians.size()));
        return lately >= before * LOWER;
    }

    /** The latency of the first window; that of all rounds if there are fewer. */
    long firstNanos() {
        return medians.isEmpty() ? ofTheFew() : medians.getFirst();
    }

    /** The latency of the last complete window; that of all rounds if there are fewer. */
    long lastNanos() {
        return medians.isEmpty() ? ofTheFew() : medians.getLast();
    }

    private long ofTheFew() {
        return rounds == 0 ? 0 : median(Arrays.copyOf(window, rounds));
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
