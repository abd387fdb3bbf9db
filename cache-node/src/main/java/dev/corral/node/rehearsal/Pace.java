package dev.corral.node.rehearsal;

import java.time.Duration;

/**
 * The pause after a round. It is at least as long as the round, and longer the more of the machine other processes use,
 * so that a rehearsal takes the processor time that they leave.
 */
final class Pace {

    /** How many times longer a pause is if other processes use the whole machine. */
    private static final double MOST_TIMES = 4;

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMillis(200);

    private Pace() {}

    /**
     * @param tookNanos the duration of the round
     * @param othersShare the share of the machine that other processes use, from 0 to 1
     */
    static Duration after(long tookNanos, double othersShare) {
        long nanos = Math.round(tookNanos * (1 + (MOST_TIMES - 1) * othersShare));
        return Duration.ofNanos(Math.clamp(nanos, SHORTEST.toNanos(), LONGEST.toNanos()));
    }
}
