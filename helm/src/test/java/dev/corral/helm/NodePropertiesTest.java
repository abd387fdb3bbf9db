package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The chart's defaults are the node's own, and its values become the properties that a node reads. */
class NodePropertiesTest {

    private static final Path NODE = Path.of("../cache-node/src/main/resources/application.properties");
    private static final Path VALUES = Path.of("src/test/resources/values");
    private static final String CACHES = "corral.caches.";

    /** What a cluster needs otherwise than a laptop. */
    private static final Set<String> OTHERWISE =
            Set.of("corral.origin.url", "corral.drain.notice", "quarkus.redis.hosts", "corral.redis.prefix");

    /** What a property of a cache says where the node's own file says nothing. */
    private static final Map<String, String> UNSAID = Map.of(
            "ttl", "6s",
            "ttl-by-prefix.hot", "2s",
            "stale-while-revalidate", "",
            "stale-if-error", "",
            "beta", "",
            "jitter", "0",
            "negative-ttl", "",
            "max-value-bytes", "1048576",
            "origin-lifetimes", "ignore",
            "credentials", "bypass");

    private final Properties node = NodeProperties.parse(Chart.read(NODE));
    private final Properties chart = NodeProperties.of(Chart.render(VALUES.resolve("default.yaml")));

    @Test
    void caches_areTheLadderOfTheNode() {
        assertThat(cachesOf(chart)).isEqualTo(cachesOf(node)).hasSizeGreaterThan(7);
        for (String name : chart.stringPropertyNames()) {
            if (name.startsWith(CACHES)) {
                String unsaid = UNSAID.get(name.split("\\.", 4)[3]);
                assertThat(chart.getProperty(name)).as(name).isEqualTo(node.getProperty(name, unsaid));
            }
        }
    }

    @Test
    void otherNumbers_areTheNodes() {
        Set<String> both = new TreeSet<>(chart.stringPropertyNames());
        both.retainAll(node.stringPropertyNames());
        both.removeAll(OTHERWISE);
        assertThat(both).contains("corral.lock.lease", "corral.deadline", "corral.gate.loads");
        assertThat(both).allSatisfy(name -> assertThat(chart.getProperty(name)).isEqualTo(node.getProperty(name)));
    }

    @Test
    void cacheOfOnesOwn_isWrittenWhole() {
        Properties caches = NodeProperties.of(Chart.render(VALUES.resolve("caches.yaml")));
        assertThat(caches)
                .containsEntry(
                        "corral.caches.shop.layers",
                        "deadline,near,lookup,single-flight,lock,fill,breaker,gate,timeout")
                .containsEntry("corral.caches.shop.ttl", "1m")
                .containsEntry("corral.caches.shop.ttl-by-prefix.\"user:\"", "10s")
                .containsEntry("corral.caches.shop.ttl-by-prefix.\"a.b\"", "30s")
                .containsEntry("corral.caches.shop.stale-while-revalidate", "5m")
                .containsEntry("corral.caches.shop.stale-if-error", "1h")
                .containsEntry("corral.caches.shop.beta", "0.5")
                .containsEntry("corral.caches.shop.jitter", "0.1")
                .containsEntry("corral.caches.shop.negative-ttl", "500ms")
                .containsEntry("corral.caches.shop.max-value-bytes", "65536")
                .containsEntry("corral.caches.shop.origin-lifetimes", "honour")
                .containsEntry("corral.caches.shop.credentials", "ignore");
    }

    @Test
    void warmKeys_areAListWhoseCommasAreEscaped() {
        assertThat(NodeProperties.of(Chart.render(VALUES.resolve("warm.yaml"))))
                .containsEntry("corral.warm.keys", "swr/hot-1,full/a\\,b,lock/ü")
                .containsEntry("corral.warm.limit", "1m")
                .containsEntry("corral.warm.rehearsal", "4s");
        assertThat(chart).doesNotContainKey("corral.warm.keys");
    }

    @Test
    void collector_isThatOfNodesAndOrigin() {
        Rendering rendering = Chart.render(VALUES.resolve("traces.yaml"));
        assertThat(NodeProperties.of(rendering))
                .containsEntry("corral.traces.endpoint", "http://collector.observability:4318")
                .containsEntry("corral.traces.share", "0.5");
        assertThat(rendering.pod("corral-origin").container().getEnv()).anySatisfy(variable -> {
            assertThat(variable.getName()).isEqualTo("CORRAL_TRACES_ENDPOINT");
            assertThat(variable.getValue()).isEqualTo("http://collector.observability:4318");
        });
        assertThat(chart).doesNotContainKey("corral.traces.endpoint").containsEntry("corral.traces.share", "0.01");
    }

    @Test
    void redis_isReachedAsItsValuesSay() {
        assertThat(chart)
                .containsEntry("quarkus.redis.hosts", "redis://corral-redis:6379")
                .containsEntry("corral.redis.user", "corral")
                .containsEntry("corral.redis.password-file", "/etc/corral/redis/password");
        assertThat(NodeProperties.of(Chart.render(VALUES.resolve("external-redis.yaml"))))
                .containsEntry("quarkus.redis.hosts", "rediss://redis.shop:6380")
                .containsEntry("corral.redis.user", "corral-shop");
        assertThat(NodeProperties.of(Chart.render(VALUES.resolve("open-redis.yaml"))))
                .doesNotContainKeys("corral.redis.user", "corral.redis.password-file");
        assertThat(NodeProperties.of(Chart.render(VALUES.resolve("tls.yaml"))))
                .containsEntry("quarkus.redis.hosts", "rediss://corral-redis:6379")
                .containsEntry("quarkus.tls.redis.trust-store.pem.certs", "/etc/corral/redis-ca/ca.crt");
    }

    private static Set<String> cachesOf(Properties properties) {
        return properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(CACHES))
                .map(name -> name.split("\\.")[2])
                .collect(Collectors.toSet());
    }
}
