package dev.corral.lab.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The ports, the applications and the log folder of a fleet's processes.
 *
 * @param nodes the ports of the cache nodes; their management ports are in {@code nodeManagement}
 * @param origin the port of the origin; 0 if the origin belongs to the user
 */
public record Layout(
        Path home, Path logs, List<Integer> nodes, List<Integer> nodeManagement, int origin, int originManagement) {

    private static final int MANAGEMENT = 1_000;
    private static final int ORIGIN = 9;

    /** Returns a layout on free ports. */
    public static Layout anywhere(Path home, Path logs, int nodes) {
        List<Integer> ports = Ports.free(2 * nodes + 2);
        return new Layout(
                home,
                logs,
                ports.subList(0, nodes),
                ports.subList(nodes, 2 * nodes),
                ports.get(2 * nodes),
                ports.get(2 * nodes + 1));
    }

    /**
     * Returns a layout with the nodes from this port on, the origin at the ninth port after it, and each management
     * port a thousand above.
     */
    public static Layout from(int port, Path home, Path logs, int nodes) {
        Layout before = ofNodes(port, home, logs, nodes);
        int origin = port + ORIGIN;
        Ports.requireFree(origin, "the origin");
        Ports.requireFree(origin + MANAGEMENT, "the origin's management");
        return new Layout(home, logs, before.nodes, before.nodeManagement, origin, origin + MANAGEMENT);
    }

    /**
     * Returns a layout with the nodes from this port on, in front of the user's origin, and each management port a
     * thousand above.
     */
    public static Layout ofNodes(int port, Path home, Path logs, int nodes) {
        List<Integer> ports = IntStream.range(port, port + nodes).boxed().toList();
        List<Integer> management = ports.stream().map(each -> each + MANAGEMENT).toList();
        ports.forEach(each -> Ports.requireFree(each, "a cache node"));
        management.forEach(each -> Ports.requireFree(each, "a cache node's management"));
        return new Layout(home, logs, ports, management, 0, 0);
    }

    /** Whether a user chose the ports, so that they must not change; each management port is then a thousand above. */
    boolean isFixed() {
        return IntStream.range(0, nodes.size())
                .allMatch(each -> nodeManagement.get(each) == nodes.get(each) + MANAGEMENT);
    }

    /** Returns the same layout on other free ports. */
    Layout elsewhere() {
        return anywhere(home, logs, nodes.size());
    }

    /** @param index the number of the node, from 0 */
    public static String nodeName(int index) {
        return "node-" + (index + 1);
    }

    Path jar(String module) {
        return home.resolve(module).resolve("target").resolve("quarkus-app").resolve("quarkus-run.jar");
    }
}
