package dev.corral.node.warm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.NodeProcess;
import dev.corral.node.testing.OwnRedis;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Packaged nodes that start together on an empty Redis with one warm list, and an origin that holds its queries. */
class WarmProcessTest {

    private static final int NODES = 3;
    private static final List<String> KEYS = List.of("a", "b/c", "d e");
    private static final Duration STARTED = Duration.ofMinutes(1);

    private OwnRedis redis;
    private HeldOrigin origin;
    private List<NodeProcess> nodes = List.of();

    @BeforeEach
    void surround() {
        redis = new OwnRedis();
        origin = new HeldOrigin();
        KEYS.forEach(key -> origin.row(key, "{}", 1));
        origin.hold();
    }

    @AfterEach
    void leave() {
        nodes.forEach(NodeProcess::close);
        origin.close();
        redis.close();
    }

    @Test
    void nodesThatStartTogether_askTheOriginOnceAKey() {
        start("lock");
        Await.until(
                "every node waits for every key", STARTED, () -> nodes.stream().allMatch(this::waitsForAll));
        assertThat(origin.held()).isEqualTo(KEYS.size());
        assertThat(nodes).allSatisfy(node -> assertThat(node.readiness())
                .startsWith("503")
                .contains("\"name\": \"warm\"", "\"missing\": " + KEYS.size()));

        origin.release();

        nodes.forEach(NodeProcess::ready);
        assertThat(KEYS).allSatisfy(key -> assertThat(origin.queries(key)).isEqualTo(1));
        assertThat(nodes).allSatisfy(node -> assertThat(node.log()).contains("Warm: all 3 keys are loaded"));
    }

    /** The control: without the fleet's lock every node asks for itself. */
    @Test
    void nodesWithoutALock_askTheOriginOnceANodeAndKey() {
        start("single-flight");
        Await.until("every query of every node", STARTED, () -> origin.held() == NODES * KEYS.size());

        origin.release();

        nodes.forEach(NodeProcess::ready);
        assertThat(KEYS).allSatisfy(key -> assertThat(origin.queries(key)).isEqualTo(NODES));
    }

    @Test
    void deadOrigin_keepsNobodyOutOfServiceForLong() {
        start("lock", "corral.warm.limit=1s");

        nodes.forEach(NodeProcess::ready);

        assertThat(nodes).allSatisfy(node -> assertThat(node.log())
                .contains("Ready though not warm: 3 of 3 keys are missing after 1000 ms"));
    }

    private boolean waitsForAll(NodeProcess node) {
        return node.management("/q/metrics")
                .contains("cache_layer_in_flight{cache=\"lock\",layer=\"lock\"} " + KEYS.size() + ".0");
    }

    private void start(String cache, String... more) {
        String list =
                String.join(",", KEYS.stream().map(key -> cache + "/" + key).toList());
        nodes = IntStream.rangeClosed(1, NODES)
                .mapToObj(each -> new NodeProcess(java.util.stream.Stream.concat(
                                List.of(
                                        "corral.node.name=node-" + each,
                                        "corral.warm.keys=" + list,
                                        "corral.warm.limit=10m",
                                        "quarkus.redis.hosts=" + redis.uri(),
                                        "corral.origin.url=" + origin.url(),
                                        "corral.origin.timeout=40s",
                                        "corral.lock.renewal-cap=2m",
                                        "corral.lock.wait-budget=2m",
                                        "corral.deadline=3m")
                                        .stream(),
                                List.of(more).stream())
                        .toList()))
                .toList();
    }
}
