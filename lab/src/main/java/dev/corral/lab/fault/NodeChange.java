package dev.corral.lab.fault;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Health;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.NodeStart;
import java.time.Duration;

/** Changes of a fleet's nodes while a load generator polls their readiness, as a load balancer does. */
record NodeChange(Stage stage) {

    static final Duration LOOKS_EVERY = Duration.ofMillis(200);

    /** As a node of a fleet that runs for long. */
    static final NodeStart USUAL = NodeStart.USUAL.withBothCompilers();

    private static final NodeStart COLD = USUAL.withoutRehearsal().withoutAot();
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(15);

    /** Stops sending requests to the node once its readiness is DOWN. */
    void leaveOnceDown(int node) {
        Health.await(() -> {
            Patience.pause(LOOKS_EVERY);
            return !stage.node(node).ready();
        });
        stage.driver().leave(node);
    }

    /** Stops the node and waits for its end. */
    void stop(int node) {
        stage.node(node).stop();
        leaveOnceDown(node);
        stage.node(node).awaitEnd(ENDS_WITHIN);
    }

    /** Starts the node, and sends it requests again once it is ready. */
    void start(int node) {
        start(node, USUAL);
    }

    /** Starts the node without its rehearsal and without an AOT cache, and sends it requests again once it is ready. */
    void startCold(int node) {
        start(node, COLD);
    }

    private void start(int node, NodeStart start) {
        stage.node(node).start(start);
        stage.node(node).awaitReady();
        stage.driver().comeBack(node);
    }
}
