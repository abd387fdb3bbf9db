package dev.corral.lab.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a fleet's processes listen, what they are built from and where they log.
 *
 * @param nodes ports of the cache nodes; each one's management port is in {@code nodeManagement}
 * @param origin its port; 0 where the origin is somebody else's
 */
public record Layout(
        Path home, Path logs, List<Integer> nodes, List<Integer> nodeManagement, int origin, int originManagement) {

    private static final int MANAGEMENT = 1_000;
    private static final int ORIGIN = 9;

    /** Ports that happen to be free. */
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

    /** The nodes from this port on, the origin at the ninth after it, management a thousand above each. */
    public static Layout from(int port, Path home, Path logs, int nodes) {
        Layout before = ofNodes(port, home, logs, nodes);
        int origin = port + ORIGIN;
        Ports.requireFree(origin, "the origin");
        Ports.requireFree(origin + MANAGEMENT, "the origin's management");
        return new Layout(home, logs, before.nodes, before.nodeManagement, origin, origin + MANAGEMENT);
    }

    /** The nodes from this port on before somebody else's origin, management a thousand above each. */
    public static Layout ofNodes(int port, Path home, Path logs, int nodes) {
        List<Integer> ports = IntStream.range(port, port + nodes).boxed().toList();
        List<Integer> management = ports.stream().map(each -> each + MANAGEMENT).toList();
        ports.forEach(each -> Ports.requireFree(each, "a cache node"));
        management.forEach(each -> Ports.requireFree(each, "a cache node's management"));
        return new Layout(home, logs, ports, management, 0, 0);
    }

    /** Whether a user chose the ports, so that they stay: management listens a thousand above each. */
    boolean isFixed() {
        return IntStream.range(0, nodes.size())
                .allMatch(each -> nodeManagement.get(each) == nodes.get(each) + MANAGEMENT);
    }

    /** The same on other free ports. */
    Layout elsewhere() {
        return anywhere(home, logs, nodes.size());
    }

    /** @param index from 0 */
    public static String nodeName(int index) {
        return "node-" + (index + 1);
    }

    Path jar(String module) {
        return home.resolve(module).resolve("target").resolve("quarkus-app").resolve("quarkus-run.jar");
    }
}
