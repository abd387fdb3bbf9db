package dev.corral.lab.fleet;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Nodes that are started at the same time next to a fleet, on its Redis and its origin. */
public final class NewNodes implements AutoCloseable {

    private final long startNanos = System.nanoTime();
    private final List<Service> nodes = new ArrayList<>();
    private final HttpClient client = Http.client();

    private NewNodes() {}

    /** @param name the beginning of the nodes' names, which are parts of the names of their logs */
    public static NewNodes start(Fleet fleet, String name, int count, NodeStart start) {
        Jvm jvm = start.jvm(start.trained() ? fleet.trainedJvm() : fleet.jvm());
        Map<String, String> settings = new LinkedHashMap<>(fleet.nodeSettings());
        settings.put("corral.drain.notice", "0s");
        settings.putAll(start.settings());
        NewNodes nodes = new NewNodes();
        try {
            for (int each = 1; each <= count; each++) {
                nodes.nodes.add(fleet.begin(name + "-" + each, "cache-node", settings, jvm));
            }
            return nodes;
        } catch (RuntimeException failure) {
            nodes.close();
            throw failure;
        }
    }

    /** Waits until all nodes are ready; returns the time since their start. */
    public Duration awaitReady() {
        nodes.forEach(node -> node.awaitReady(client));
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    public List<Integer> ports() {
        return nodes.stream().map(Service::port).toList();
    }

    /** Requests an orderly shutdown of all nodes; returns whether they have ended within that time. */
    boolean stop(Duration limit) {
        nodes.forEach(node -> node.child().signal("TERM"));
        return nodes.stream().allMatch(node -> node.child().awaitEnd(limit));
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.child().leave());
        nodes.forEach(Service::close);
        client.close();
    }
}
