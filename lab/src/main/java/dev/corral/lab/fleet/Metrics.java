package dev.corral.lab.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.measure.Probes;
import dev.corral.lab.measure.Series;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The metrics of a fleet's nodes: the layers of a cache, and the counts of the probes between them. */
public final class Metrics {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Layout layout;
    private final HttpClient client = Http.client();

    public Metrics(Layout layout) {
        this.layout = layout;
    }

    /** The counts of a cache's probes, summed over all nodes. */
    public Probes probes(String cache) {
        List<String> layers = layers(cache);
        return layout.nodeManagement().stream()
                .map(port -> Probes.parse(cache, layers, get(port, "/q/metrics")))
                .reduce(Probes::plus)
                .orElseThrow();
    }

    /** The value of a counter on one node: the sum of its series that have these labels, or 0 if there is none. */
    public double counter(int node, String name, Map<String, String> labels) {
        return Series.parse(get(layout.nodeManagement().get(node), "/q/metrics"))
                .sum(name, labels);
    }

    /** The number of these cache events on all nodes; no probe counts them. */
    public double events(String cache, String event) {
        Map<String, String> labels = Map.of("cache", cache, "event", event);
        return IntStream.range(0, layout.nodes().size())
                .mapToDouble(node -> counter(node, "cache_events_total", labels))
                .sum();
    }

    private List<String> layers(String cache) {
        List<String> layers = new ArrayList<>();
        for (JsonNode layer : Http.json(get(layout.nodes().getFirst(), "/caches/" + cache), "a node")
                .path("layers")) {
            layers.add(layer.path("layer").asText());
        }
        layers.add("origin");
        return layers;
    }

    private String get(int port, String path) {
        HttpResponse<String> answer = Http.send(
                client,
                Http.request(port, path, LIMIT).build(),
                HttpResponse.BodyHandlers.ofString(),
                failure -> new LabException("a node does not answer " + path + ": " + failure.getMessage(), failure));
        if (answer.statusCode() != 200) {
            throw new LabException("a node returned " + answer.statusCode() + " for " + path);
        }
        return answer.body();
    }
}
