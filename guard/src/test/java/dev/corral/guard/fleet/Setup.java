package dev.corral.guard.fleet;

import java.time.Duration;
import java.util.Random;

/**
 * A fleet to simulate.
 *
 * @param keys the number of keys; 1 for the hot key alone
 * @param readsASecond the reads of the hot key per second, at each node
 * @param load the average duration of a query
 * @param spread the share by which the duration of a query varies in both directions
 * @param versioned whether rows have versions, which the store may compare
 */
record Setup(
        Chain chain,
        int nodes,
        int keys,
        double readsASecond,
        Duration load,
        double spread,
        boolean versioned,
        Duration run) {

    private static final Chain[] DRAWN = {Chain.LOCK, Chain.SWR, Chain.FULL};

    private static final Duration QUICK = Duration.ofMillis(100);

    static Setup drawn(Random random) {
        return new Setup(
                DRAWN[random.nextInt(DRAWN.length)],
                2 + random.nextInt(4),
                2,
                20,
                load(random),
                0.5,
                random.nextBoolean(),
                Duration.ofSeconds(30));
    }

    /** Whether a load is much shorter than a lease. */
    boolean quick() {
        return load.compareTo(QUICK) < 0;
    }

    /**
     * Draws the duration of a load: mostly quick, seldom so long that the lease is renewed, and is lost if its holder
     * is paused.
     */
    private static Duration load(Random random) {
        int millis = random.nextInt(4) > 0 ? 20 + random.nextInt(60) : 800 + random.nextInt(1_200);
        return Duration.ofMillis(millis);
    }
}
