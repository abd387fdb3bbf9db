package dev.corral.node.testing;

import dev.corral.node.wiring.Caches;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A running node between a real Redis and an origin that can be held. Each test uses keys of its own. */
@QuarkusTestResource(Surroundings.class)
public abstract class NodeTest {

    @TestHTTPResource("/")
    protected URI base;

    @Inject
    protected MeterRegistry metrics;

    @Inject
    Caches caches;

    protected HeldOrigin origin;
    protected NodeClient node;

    @BeforeEach
    void begin() {
        Await.until("the readings are known", caches::exported);
        origin.reset();
        node = new NodeClient(base);
    }

    @AfterEach
    void nothingIsLeft() {
        origin.release();
        Await.until("nothing in flight", () -> metrics.find("cache_layer_in_flight").gauges().stream()
                .allMatch(layer -> layer.value() == 0));
    }

    /** Requests inside a layer of a cache, and further in. */
    protected int inFlight(String cache, String layer) {
        return (int) metrics.get("cache_layer_in_flight")
                .tags("cache", cache, "layer", layer)
                .gauge()
                .value();
    }

    protected int events(String cache, String event) {
        return (int) metrics.get("cache_events_total")
                .tags("cache", cache, "event", event)
                .counter()
                .count();
    }
}
