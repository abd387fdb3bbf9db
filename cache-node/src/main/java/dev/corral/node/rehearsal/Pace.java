package dev.corral.node.rehearsal;

import java.time.Duration;

/**
 * The rounds at the same time, and the pause after each of them: fewer rounds and longer pauses the more of the machine
 * other processes use, so that a rehearsal takes the processor time that they leave.
 */
final class Pace {

    /** A pause, in rounds, if no other process does anything. */
    private static final double LEAST_TIMES = 0.25;

    /** A pause, in rounds, if other processes use the whole machine. */
    private static final double MOST_TIMES = 4;

    private static final int MOST_AT_ONCE = 4;
    private static final int FEW_AT_ONCE = 2;

    /** The share of the machine that other processes use, from which on only a few rounds run at the same time. */
    private static final double SHARED = 0.4;

    /** The share from which on only one round runs at a time. */
    private static final double TAKEN = 0.75;

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMillis(200);
    private static final Duration LONGEST_IF_TAKEN = Duration.ofMillis(400);

    private Pace() {}

    /** @param othersShare the share of the machine that other processes use, from 0 to 1 */
    static int atOnce(double othersShare) {
        if (othersShare >= TAKEN) {
            return 1;
        }
        return isShared(othersShare) ? FEW_AT_ONCE : MOST_AT_ONCE;
    }

    /** Whether other processes use so much of the machine that a rehearsal gets clearly less than without them. */
    static boolean isShared(double othersShare) {
        return othersShare >= SHARED;
    }

    /**
     * @param tookNanos the duration of the round
     * @param othersShare the share of the machine that other processes use, from 0 to 1
     */
    static Duration after(long tookNanos, double othersShare) {
        long nanos = Math.round(tookNanos * (LEAST_TIMES + (MOST_TIMES - LEAST_TIMES) * othersShare));
        Duration longest = othersShare >= TAKEN ? LONGEST_IF_TAKEN : LONGEST;
        return Duration.ofNanos(Math.clamp(nanos, SHORTEST.toNanos(), longest.toNanos()));
    }
}
