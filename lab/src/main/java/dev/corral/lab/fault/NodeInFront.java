package dev.corral.lab.fault;

import dev.corral.lab.fleet.ExtraService;
import java.util.Map;

/** One more node of the fleet, in front of a {@link RawOrigin} and with few connections to it. */
final class NodeInFront {

    /** To the origin. */
    static final int CONNECTIONS = 6;

    /**
     * To the node: more than it has to the origin, so that loads wait for a connection, and less than twice as many, of
     * which the last would be refused.
     */
    static final int CALLERS = 9;

    private NodeInFront() {}

    /** With time limits that a busy machine does not reach; ready when this returns. */
    static ExtraService of(RawOrigin origin, String name, Scene scene) {
        return ExtraService.node(
                scene.fleet(),
                name,
                Map.of(
                        "corral.origin.url", origin.template(),
                        "corral.origin.connections", String.valueOf(CONNECTIONS),
                        "corral.origin.timeout", "4500ms",
                        "corral.lock.wait-budget", "20s",
                        "corral.deadline", "21s"));
    }
}
