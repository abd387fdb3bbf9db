package dev.corral.lab.fault;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.ExtraService;
import java.util.Map;

/** An additional node of the fleet in front of a {@link RawOrigin}, with few connections to it. */
final class NodeInFront {

    /** The number of connections from the node to the origin. */
    static final int CONNECTIONS = 6;

    /**
     * The number of connections to the node. It is larger than the node's number of connections to the origin, so that
     * loads wait for a connection, and less than twice as large, since further loads would be refused.
     */
    static final int CALLERS = 9;

    private NodeInFront() {}

    /** Starts a node with time limits that even a busy machine does not reach. The node is ready when this returns. */
    static ExtraService of(RawOrigin origin, String name, Stage stage) {
        return ExtraService.node(
                stage.fleet(),
                name,
                Map.of(
                        "corral.origin.url", origin.template(),
                        "corral.origin.connections", String.valueOf(CONNECTIONS),
                        "corral.origin.timeout", "4500ms",
                        "corral.lock.wait-budget", "20s",
                        "corral.deadline", "21s"));
    }
}
