package dev.corral.lab.trial;

import dev.corral.lab.fleet.NodeClient;
import dev.corral.lab.fleet.Origin;
import dev.corral.lab.load.KeyClass;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The state in which every node loads, stores and finds rows; no breaker is open then. */
final class Health {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration BRIEF = Duration.ofMillis(20);
    private static final double QUICK_ORIGIN = 0.02;

    private final NodeClient client;
    private final Origin origin;
    private final int nodes;

    Health(NodeClient client, Origin origin, int nodes) {
        this.client = client;
        this.origin = origin;
        this.nodes = nodes;
    }

    /**
     * Waits for the health of these caches. The origin is quick meanwhile, so that this takes no longer than the pause of
     * a breaker.
     *
     * @param firstKey the number of the first of as many product keys as there are nodes, which nobody has read
     */
    void await(List<String> caches, int firstKey) {
        origin.speed(QUICK_ORIGIN);
        for (String cache : caches) {
            for (int node = 0; node < nodes; node++) {
                int each = node;
                String id = KeyClass.PRODUCT.id(firstKey + node);
                until(() -> client.read(each, cache, id).cacheStatus().served());
            }
        }
        origin.endFaults();
    }

    /** Waits until the condition holds, or until the limit on the wait is reached. */
    static void until(BooleanSupplier condition) {
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < endNanos) {
            LockSupport.parkNanos(BRIEF.toNanos());
        }
    }
}
