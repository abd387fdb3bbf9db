package dev.corral.guard.fleet;

import java.time.Duration;
import java.util.Random;

/**
 * A fleet to simulate.
 *
 * @param keys 1 for the hot one alone
 * @param readsASecond of the hot key, at each node
 * @param load how long a query takes, more or less
 * @param spread by how much more or less, as a share
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

    /** Mostly quick; seldom so long that the lease is renewed, and lost where its holder stands still. */
    private static Duration load(Random random) {
        int millis = random.nextInt(4) > 0 ? 20 + random.nextInt(60) : 800 + random.nextInt(1_200);
        return Duration.ofMillis(millis);
    }
}
