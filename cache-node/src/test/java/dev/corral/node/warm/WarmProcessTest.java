package dev.corral.node.warm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.NodeProcess;
import dev.corral.node.testing.OwnRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Packaged nodes that start together with an empty Redis, one warm list, and an origin that holds its queries. */
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
                "every node waits for its first key",
                STARTED,
                () -> nodes.stream().allMatch(this::waits));
        assertThat(origin.held()).isEqualTo(1);
        assertThat(nodes)
                .allSatisfy(node -> assertThat(node.readiness())
                        .startsWith("503")
                        .contains("\"name\": \"warm\"", "\"missing\": " + KEYS.size()));

        origin.release();

        nodes.forEach(NodeProcess::ready);
        assertThat(KEYS).allSatisfy(key -> assertThat(origin.queries(key)).isEqualTo(1));
        assertThat(nodes).allSatisfy(node -> assertThat(node.log()).contains("Warm: all 3 keys are loaded"));
    }

    /** The control: without the fleet's lock every node queries the origin itself. */
    @Test
    void nodesWithoutALock_askTheOriginOnceANode() {
        start("single-flight");
        Await.until("a query of every node", STARTED, () -> origin.held() == NODES);

        origin.release();

        nodes.forEach(NodeProcess::ready);
        assertThat(origin.queries(KEYS.getFirst())).isEqualTo(NODES);
    }

    @Test
    void deadOrigin_keepsNobodyOutOfServiceForLong() {
        start("lock", "corral.warm.limit=1s");

        nodes.forEach(NodeProcess::ready);

        assertThat(nodes)
                .allSatisfy(node -> assertThat(node.log())
                        .contains("Ready though not warm: 3 of 3 keys are missing after 1000 ms"));
    }

    private boolean waits(NodeProcess node) {
        return node.management("/q/metrics").contains("cache_layer_in_flight{cache=\"lock\",layer=\"lock\",} 1.0");
    }

    private void start(String cache, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "corral.warm.keys="
                        + String.join(
                                ",", KEYS.stream().map(key -> cache + "/" + key).toList()),
                "corral.warm.limit=10m",
                "quarkus.redis.hosts=" + redis.uri(),
                "corral.origin.url=" + origin.url(),
                "corral.origin.timeout=40s",
                "corral.store.timeout=5s",
                "corral.lock.lease=20s",
                "corral.lock.renewal-cap=2m",
                "corral.lock.wait-budget=2m",
                "corral.deadline=3m"));
        settings.addAll(List.of(more));
        nodes = new ArrayList<>();
        for (int each = 1; each <= NODES; each++) {
            settings.add("corral.node.name=node-" + each);
            nodes.add(new NodeProcess(settings));
        }
    }
}
