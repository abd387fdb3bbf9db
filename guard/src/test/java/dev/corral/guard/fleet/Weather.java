package dev.corral.guard.fleet;

import java.util.Random;

/** The network between the nodes and their store: the delay and the loss of every message are drawn at random. */
final class Weather {

    private static final double LOST = 0.01;
    private static final double STALLED = 0.002;
    private static final double LONGEST_STALL_NANOS = 1.5e9;

    private final Mix mix;
    private final Random random;
    private boolean cut;

    Weather(Mix mix, Random random) {
        this.mix = mix;
        this.random = random;
    }

    void cut(boolean nowCut) {
        cut = nowCut;
    }

    boolean loses() {
        return cut || mix.has(Fault.LOSS) && random.nextDouble() < LOST;
    }

    /**
     * The delay is about half a millisecond, seldom several: pushes may arrive before replies, and replies before
     * pushes.
     */
    long delayNanos() {
        boolean stalls = mix.has(Fault.STALL) && random.nextDouble() < STALLED;
        double stall = stalls ? random.nextDouble() * LONGEST_STALL_NANOS : 0;
        return (long) (1e5 - 5e5 * Math.log(1 - random.nextDouble()) + stall);
    }
}
