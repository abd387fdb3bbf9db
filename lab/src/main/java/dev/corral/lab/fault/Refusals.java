package dev.corral.lab.fault;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.NodeClient;
import dev.corral.lab.load.KeyClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests rows that no node holds at a fixed rate, however long a response takes, and examines the responses that
 * refuse the load.
 */
final class Refusals {

    private static final Duration PACE = Duration.ofMillis(200);
    private static final int REFUSAL = 503;

    private final Stage stage;
    private final String cache;
    private final List<Thread> asking = new ArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger mute = new AtomicInteger();

    Refusals(Stage stage, String cache) {
        this.stage = stage;
        this.cache = cache;
    }

    void askFor(Duration span) {
        long endNanos = System.nanoTime() + span.toNanos();
        while (System.nanoTime() < endNanos) {
            int node = asking.size() % stage.nodes();
            String id = KeyClass.PRODUCT.id(stage.freshKeys(1));
            asking.add(Thread.startVirtualThread(() -> ask(node, id)));
            Patience.pause(PACE);
        }
    }

    private void ask(int node, String id) {
        NodeClient.Reading reading = stage.client().read(node, cache, id);
        if (reading.status() == REFUSAL) {
            refused.incrementAndGet();
            mute.addAndGet(reading.retryAfter().isEmpty() ? 1 : 0);
        }
    }

    void awaitAll() throws InterruptedException {
        for (Thread each : asking) {
            each.join();
        }
    }

    int all() {
        return refused.get();
    }

    /** The number of refusals without a {@code Retry-After} header. */
    int mute() {
        return mute.get();
    }
}
