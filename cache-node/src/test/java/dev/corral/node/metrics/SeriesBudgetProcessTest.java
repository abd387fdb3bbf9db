package dev.corral.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.cache.Layers;
import dev.corral.guard.cache.PossibleCounts;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Meter;
import dev.corral.guard.probe.Outcome;
import dev.corral.node.config.TestSettings;
import dev.corral.node.testing.Await;
import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.MetricsPage;
import dev.corral.node.testing.NodeProcess;
import dev.corral.node.testing.OwnRedis;
import dev.corral.node.tolerance.NodeLayers;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The number of series that a packaged node can export for its largest cache: after a start, and with every outcome. */
class SeriesBudgetProcessTest {

    private static final Logger LOG = Logger.getLogger(SeriesBudgetProcessTest.class);

    private static final int BUDGET = 250;
    private static final String CACHE = "full";
    private static final String FULL = "cache=\"full\"";
    private static final String TOKEN = "a-token";
    private static final int KEYS = 30;

    private static final Layers LAYERS =
            NodeLayers.of(TestSettings.with().breaker().settings());
    private static final Set<Metric> OF_LAYERS_AND_EVENTS = EnumSet.of(
            Metric.LAYER_REQUESTS, Metric.LAYER_OUTCOMES, Metric.LAYER_IN_FLIGHT, Metric.LAYER_DURATION, Metric.EVENTS);

    @TempDir
    Path folder;

    private OwnRedis redis;
    private HeldOrigin origin;
    private NodeProcess node;

    @BeforeEach
    void start() throws IOException {
        redis = new OwnRedis();
        origin = new HeldOrigin();
        node = new NodeProcess(List.of(
                        "quarkus.redis.hosts=" + redis.uri(),
                        "corral.origin.url=" + origin.url(),
                        "corral.switches.token-file=" + Files.writeString(folder.resolve("token"), TOKEN)))
                .ready();
        Await.until("Redis was read", () -> page().contains("corral_redis_used_memory_bytes "));
    }

    @AfterEach
    void stop() {
        node.close();
        origin.close();
        redis.close();
    }

    /**
     * The node has served, its origin has failed, and every switch of a cache is in force; the chain without the lock
     * adds a layer. All that its layers and events can still count is added.
     */
    @Test
    void everyOutcomeOfEveryLayerAndEveryEvent_staysWithinTheBudget() {
        int atFirst = series(page()).size();
        serveAndFail();
        switchEverything();
        Set<String> page = series(page());
        Set<String> possible = counted(PossibleCounts.ofAny(LAYERS));
        Set<String> all = new TreeSet<>(page);
        all.addAll(possible);
        LOG.infof("A node exports %d series of cache full after its start, and %d at most", atFirst, all.size());

        assertThat(all).hasSizeBetween(atFirst, BUDGET);
        assertThat(page.stream().filter(SeriesBudgetProcessTest::isOfLayersOrEvents))
                .as("the node exports nothing that was not added here")
                .isSubsetOf(possible);
        assertThat(page)
                .contains(outcome("origin", "failed"), outcome("breaker", "refused"), outcome("look-again", "hit"));
        for (String each : List.of("stack", "ttl", "stale", "shed")) {
            assertThat(page).contains("corral_switched{cache=\"full\",switch=\"" + each + "\",}");
        }
    }

    /** The control: if each layer exported every outcome, a node would exceed the budget. */
    @Test
    void everyOutcomeOfEveryLayerExported_exceedsTheBudget() {
        Map<Purpose, Set<Outcome>> every = Arrays.stream(Purpose.values())
                .collect(Collectors.toMap(Function.identity(), purpose -> EnumSet.allOf(Outcome.class)));
        Map<String, Map<Purpose, Set<Outcome>>> outcomes = new LinkedHashMap<>();
        PossibleCounts.ofAny(LAYERS).outcomes().keySet().forEach(layer -> outcomes.put(layer, every));

        Set<String> all = new TreeSet<>(series(page()));
        all.addAll(counted(new PossibleCounts(outcomes, Set.of())));

        assertThat(all).hasSizeGreaterThan(BUDGET + 100);
    }

    /** Reads a row and an absent row, then rows for which the origin fails, until its circuit breaker is open. */
    private void serveAndFail() {
        origin.row("k", "{}", 1);
        for (int each = 0; each < 3; each++) {
            assertThat(node.client().get("/caches/full/k").statusCode()).isEqualTo(200);
            assertThat(node.client().get("/caches/full/absent").statusCode()).isEqualTo(404);
        }
        for (int each = 0; each < KEYS; each++) {
            origin.answer("lost-" + each, 500, "{}");
            assertThat(node.client().get("/caches/full/lost-" + each).statusCode())
                    .isGreaterThanOrEqualTo(500);
        }
    }

    private void switchEverything() {
        put("/caches/full/stack", "{\"without\":[\"lock\"]}");
        put("/caches/full/ttl", "{\"ttl\":\"30s\"}");
        put("/caches/full/stale", "{\"while-revalidate\":\"60s\",\"if-error\":\"5m\"}");
        put("/caches/full/shed", "{\"shed\":true}");
    }

    private void put(String path, String body) {
        HttpResponse<String> answer = node.managementClient()
                .send("PUT", path, body, "Authorization", "Bearer " + TOKEN)
                .join();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** The series of a cache in which everything that these counts allow has happened. */
    private static Set<String> counted(PossibleCounts any) {
        CollectorRegistry registry = new CollectorRegistry();
        NodeMetrics metrics = new NodeMetrics(registry);
        CacheMeters meters = metrics.meters(CACHE, any);
        CacheEvents events = metrics.events(CACHE);
        any.outcomes().keySet().forEach(layer -> leaveInEveryWay(meters.before(layer)));
        for (Event event : Event.values()) {
            events.happened(event);
        }
        StringWriter page = new StringWriter();
        try {
            TextFormat.write004(page, registry.metricFamilySamples());
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return series(page.toString());
    }

    private static void leaveInEveryWay(Meter meter) {
        for (Purpose purpose : Purpose.values()) {
            for (Outcome outcome : Outcome.values()) {
                meter.entered(purpose);
                meter.left(purpose, outcome, 1);
            }
        }
    }

    private static String outcome(String layer, String outcome) {
        return "cache_layer_outcomes_total{cache=\"full\",layer=\"" + layer + "\",purpose=\"foreground\",outcome=\""
                + outcome + "\",}";
    }

    private static boolean isOfLayersOrEvents(String series) {
        return OF_LAYERS_AND_EVENTS.stream().anyMatch(metric -> series.startsWith(metric.prometheus()));
    }

    private static Set<String> series(String page) {
        return new MetricsPage(page).series(FULL);
    }

    private String page() {
        return node.management("/q/metrics").replaceFirst("^200 ", "");
    }
}
