package dev.corral.lab.experiment;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.ending.Patience;
import dev.corral.lab.fleet.NodeProcess;
import dev.corral.lab.load.KeyClass;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** The state in which every node of a fleet runs, loads, stores and finds rows; no breaker is open then. */
public record Health(Stage stage) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final double QUICK_ORIGIN = 0.02;

    /** Does a harm. These caches are healthy before it, and its faults have ended after it. */
    public <T> T before(List<String> caches, Attempts.Attempt<T> harm) throws InterruptedException, IOException {
        heal(caches);
        try {
            return harm.run();
        } finally {
            endFaults();
        }
    }

    private void endFaults() {
        nodes().forEach(stage.driver()::comeBack);
        stage.origin().endFaults();
        stage.origin().dropQueue();
    }

    /**
     * Waits for the health of these caches. The origin is quick meanwhile, so that this takes no longer than the pause of
     * a breaker.
     */
    private void heal(List<String> caches) {
        endFaults();
        nodes().forEach(this::revive);
        stage.origin().awaitIdle();
        stage.origin().emptyLedger();
        stage.origin().speed(QUICK_ORIGIN);
        caches.forEach(cache -> nodes().forEach(node -> awaitFound(node, cache)));
        stage.origin().endFaults();
    }

    private void awaitFound(int node, String cache) {
        String id = KeyClass.PRODUCT.id(stage.freshKeys(1));
        await(() -> stage.client().read(node, cache, id).cacheStatus().served());
    }

    /**
     * Resumes or restarts the node, and waits until it is ready.
     *
     * @throws LabException if the node has ended without a request of the lab: the measurements since then say nothing
     */
    public void revive(int node) {
        NodeProcess process = stage.node(node);
        if (process.running()) {
            process.resume();
        } else {
            stage.requireAlive();
            process.start();
        }
        process.awaitReady();
    }

    /** Waits until every node receives invalidations. */
    public void awaitPushes() {
        await(() -> stage.redis().client().pushes() >= stage.nodes());
    }

    /** Waits until the condition holds; returns false if it does not hold within 20 seconds. */
    public static boolean await(BooleanSupplier condition) {
        return Patience.until(condition, PATIENCE);
    }

    private IntStream nodes() {
        return IntStream.range(0, stage.nodes());
    }
}
