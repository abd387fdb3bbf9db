package dev.corral.node.testing;

import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.CollectorRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The base of tests with a running node between a real Redis and an origin that can be held. Each test uses its own
 * keys.
 */
@QuarkusTestResource(Surroundings.class)
public abstract class NodeTest {

    @TestHTTPResource("/")
    protected URI base;

    @Inject
    CollectorRegistry metrics;

    protected HeldOrigin origin;
    protected NodeClient node;

    @BeforeEach
    void begin() {
        origin.reset();
        node = new NodeClient(base);
    }

    @AfterEach
    void nothingIsLeft() {
        origin.release();
        Await.until("nothing in flight", () -> sum("cache_layer_in_flight", Map.of()) == 0);
    }

    /** The number of requests inside a layer of a cache, and in the layers behind it. */
    protected int inFlight(String cache, String layer) {
        return (int) sum("cache_layer_in_flight", Map.of("cache", cache, "layer", layer));
    }

    protected int events(String cache, String event) {
        return (int) sum("cache_events_total", Map.of("cache", cache, "event", event));
    }

    /** The sum of all samples with these labels in a scrape. */
    protected double sum(String name, Map<String, String> labels) {
        return Collections.list(metrics.metricFamilySamples()).stream()
                .flatMap(family -> family.samples.stream())
                .filter(sample ->
                        sample.name.equals(name) && labels(sample).entrySet().containsAll(labels.entrySet()))
                .mapToDouble(sample -> sample.value)
                .sum();
    }

    private static Map<String, String> labels(Sample sample) {
        return IntStream.range(0, sample.labelNames.size())
                .boxed()
                .collect(Collectors.toMap(sample.labelNames::get, sample.labelValues::get));
    }
}
