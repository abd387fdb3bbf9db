package dev.corral.node.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.chain.LayerName;
import dev.corral.node.testing.Await;
import dev.corral.node.testing.NodeTest;
import io.prometheus.client.CollectorRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of replacing the chain of a cache while the node serves requests. */
@QuarkusTest
class ReplacedChainTest extends NodeTest {

    private static final int READS = 3_000;
    private static final int AT_ONCE = 50;
    private static final int KEYS = 30;
    /** A cache whose chain no other test replaces, and that no other test reads through near. */
    private static final String UNUSED = "unqueried";

    private static final List<String> COUNTERS =
            List.of("cache_layer_requests_total", "cache_miss_total", "db_query_total", "cache_events_total");

    @Inject
    Caches caches;

    @Inject
    CollectorRegistry registry;

    private NamedCache cache;
    private CacheConfig configured;

    /** A configuration whose TTL does not expire during the test. */
    private CacheConfig base;

    @BeforeEach
    void find() {
        cache = caches.named("lock").orElseThrow();
        configured = cache.config();
        base = configured.lifetimes(configured.lifetimes().ttl(Duration.ofMinutes(10)));
        cache.replaceChain(base);
    }

    @AfterEach
    void restore() {
        cache.replaceChain(configured);
    }

    @Test
    void loadOfTheReplacedChain_isJoinedByCallersOfTheNewOne() {
        origin.row("held", "{}", 1);
        origin.hold();
        List<CompletableFuture<HttpResponse<String>>> reads = new ArrayList<>();
        for (CacheConfig next : configs()) {
            IntStream.range(0, AT_ONCE).forEach(each -> reads.add(node.begin("/caches/lock/held")));
            Await.until("all wait", () -> inFlight("lock", LayerName.DEADLINE) == reads.size());
            cache.replaceChain(next);
        }
        assertThat(origin.queries("held")).isEqualTo(1);

        origin.release();

        assertThat(reads).allMatch(read -> read.join().statusCode() == 200);
        assertThat(origin.queries("held")).isEqualTo(1);
    }

    @Test
    void replacementsUnderLoad_failNoRequestLoadNoKeyTwiceAndTurnNoCounterBack() throws Exception {
        IntStream.range(0, KEYS).forEach(key -> origin.row("load-" + key, "{}", 1));
        double lockFailures = sum("cache_events_total", Map.of("cache", "lock", "event", "lock_failed"));
        AtomicBoolean over = new AtomicBoolean();
        List<String> turnedBack = new ArrayList<>();
        Thread replacing = Thread.ofPlatform().start(() -> replace(over, turnedBack));

        List<CompletableFuture<HttpResponse<String>>> reads = new ArrayList<>();
        for (int each = 0; each < READS; each++) {
            reads.add(node.begin("/caches/lock/load-" + each % KEYS));
            if (each >= AT_ONCE) {
                reads.get(each - AT_ONCE).join();
            }
        }
        assertThat(reads).allMatch(read -> read.join().statusCode() == 200);
        over.set(true);
        replacing.join();

        assertThat(turnedBack).isEmpty();
        assertThat(sum("cache_events_total", Map.of("cache", "lock", "event", "lock_failed")))
                .as("requests that loaded without the lock, because the store did not reply")
                .isEqualTo(lockFailures);
        assertThat(IntStream.range(0, KEYS).map(key -> origin.queries("load-" + key)))
                .allMatch(queries -> queries == 1);
    }

    @Test
    void chainThatIsReplaced_isExportedWithWhatItCanCount() {
        NamedCache unused = caches.named(UNUSED).orElseThrow();
        CacheConfig before = unused.config();
        assertThat(outcome(LayerName.LOOKUP, "stale")).isNull();
        assertThat(chains()).containsExactly("deadline>lookup>single-flight>lock>fill>timeout");

        unused.replaceChain(before.layers(withNear(before.layers()))
                .lifetimes(before.lifetimes().staleWhileRevalidate(Duration.ofSeconds(6))));
        assertThat(outcome(LayerName.LOOKUP, "stale")).isZero();
        assertThat(outcome(LayerName.NEAR, "near")).isZero();
        assertThat(chains()).containsExactly("deadline>near>lookup(swr)>single-flight>lock>fill>timeout");
        assertThat(registry.getSampleValue("corral_near_entries", new String[] {"cache"}, new String[] {UNUSED}))
                .isZero();

        unused.replaceChain(before);
        assertThat(outcome(LayerName.LOOKUP, "stale")).isNull();
    }

    private Double outcome(String layer, String outcome) {
        return registry.getSampleValue(
                "cache_layer_outcomes_total",
                new String[] {"cache", "layer", "purpose", "outcome"},
                new String[] {UNUSED, layer, "foreground", outcome});
    }

    private List<String> chains() {
        return Collections.list(registry.metricFamilySamples()).stream()
                .flatMap(family -> family.samples.stream())
                .filter(sample -> sample.name.equals("corral_stack_info")
                        && sample.labelValues.get(0).equals(UNUSED))
                .map(sample -> sample.labelValues.get(1))
                .toList();
    }

    private void replace(AtomicBoolean over, List<String> turnedBack) {
        List<CacheConfig> configs = configs();
        Map<String, Double> before = counters();
        for (int each = 0; !over.get(); each++) {
            cache.replaceChain(configs.get(each % configs.size()));
            Map<String, Double> now = counters();
            for (String counter : COUNTERS) {
                if (now.get(counter) < before.get(counter)) {
                    turnedBack.add(counter);
                }
            }
            before = now;
        }
    }

    private Map<String, Double> counters() {
        Map<String, Double> counters = new HashMap<>();
        COUNTERS.forEach(counter -> counters.put(counter, sum(counter, Map.of("cache", "lock"))));
        return counters;
    }

    /** All configurations have single-flight and the lock. */
    private List<CacheConfig> configs() {
        return List.of(
                base.lifetimes(base.lifetimes().staleWhileRevalidate(Duration.ofSeconds(6))),
                base.layers(withNear(base.layers())),
                base.lifetimes(base.lifetimes().jitter(0.1)),
                base);
    }

    private static List<String> withNear(List<String> layers) {
        List<String> near = new ArrayList<>(layers);
        near.add(near.indexOf(LayerName.DEADLINE) + 1, LayerName.NEAR);
        return near;
    }
}
