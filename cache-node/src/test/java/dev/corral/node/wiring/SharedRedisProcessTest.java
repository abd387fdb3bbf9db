package dev.corral.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.NodeProcess;
import dev.corral.node.testing.OwnRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Packaged nodes that share one Redis: nodes of two fleets, of one fleet, and with a Redis that refuses writes or
 * contains foreign values.
 */
class SharedRedisProcessTest {

    private static final List<String> PARTS = List.of("v", "l", "f", "e");
    private static final int READS = 20;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final OwnRedis redis = opened(new OwnRedis());

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void fleetsOfTwoOrigins_neverReadEachOthersRows() {
        NodeProcess one = node(origin("row of one"));
        NodeProcess other = node(origin("row of other"));
        for (int round = 0; round < 2; round++) {
            assertThat(row(one, "full/k")).isEqualTo("row of one");
            assertThat(row(other, "full/k")).isEqualTo("row of other");
        }
        assertThat(redis.command("KEYS", "corral:v:*").size()).isEqualTo(2);
    }

    /** The control of the test above. */
    @Test
    void sameIdentity_sharesTheRows() {
        NodeProcess one = node(origin("row of one"), "corral.origin.identity=rows");
        NodeProcess other = node(origin("row of other"), "corral.origin.identity=rows");
        assertThat(row(one, "full/k")).isEqualTo("row of one");
        assertThat(row(other, "full/k")).isEqualTo("row of one");
        assertThat(redis.exist("corral:v:rows:{full:k}")).isEqualTo(1);
    }

    @Test
    void otherPrefix_sharesNothing() {
        NodeProcess one = node(origin("row of one"), "corral.origin.identity=rows");
        NodeProcess other = node(origin("row of other"), "corral.origin.identity=rows", "corral.redis.prefix=corral-2");
        assertThat(row(one, "full/k")).isEqualTo("row of one");
        assertThat(row(other, "full/k")).isEqualTo("row of other");
    }

    @Test
    void twoLiveNodesOfOneName_areReportedByBoth() {
        HeldOrigin origin = origin("row");
        List<NodeProcess> nodes = List.of(node(origin), node(origin));
        for (NodeProcess node : nodes) {
            Await.until("it knows", () -> node.readiness().contains("used by another live node"));
            assertThat(node.readiness()).startsWith("200");
            assertThat(node.log()).containsOnlyOnce("Node name node-1 is used by two live nodes");
            assertThat(node.management("/q/metrics")).contains("cache_node_name_shared 1.0");
        }
    }

    /** The end of the test is its control: a Redis that has stopped opens the breaker. */
    @Test
    void foreignValues_costTheirRowOneLoadAndNeverOpenTheBreaker() throws Exception {
        HeldOrigin origin = origin("row");
        NodeProcess node = node(origin, "corral.origin.identity=rows", "corral.caches.full.ttl=1h");
        origin.row("good", "good", 1);
        row(node, "full/good");
        for (String part : PARTS) {
            for (String command : List.of("LPUSH", "SADD", "SET")) {
                String key = part + "-" + command;
                String name = "corral:" + part + ":rows:{full:" + key + "}";
                origin.row(key, key, 1);
                redis.command(command, name, "x");
                for (int read = 0; read < READS; read++) {
                    assertThat(row(node, "full/" + key)).isEqualTo(key);
                }
                assertThat(origin.queries(key)).as(key).isEqualTo(1);
                assertThat(redis.command("TYPE", name).toString()).as(name).isIn("string", "none");
            }
        }
        assertThat(row(node, "full/good")).isEqualTo("good");
        assertThat(origin.queries("good")).isEqualTo(1);
        assertThat(events(node, "store_breaker_opened")).isZero();
        assertThat(events(node, "store_read_failed")).isZero();
        assertThat(node.log()).doesNotContain("refuses commands", "WRONGTYPE");

        opened.remove(redis);
        redis.close();
        Await.until("the breaker opens", () -> {
            node.client().get("/caches/full/" + System.nanoTime());
            return events(node, "store_breaker_opened") > 0;
        });
    }

    /** Redis answers reads all the time, and still contains the row from before the write. */
    @Test
    void writeWhoseInvalidationIsPending_isSeenHereAtOnceAndEverywhereLater() {
        HeldOrigin origin = origin("old");
        NodeProcess writer = node(origin, "corral.writes=true", "corral.caches.full.ttl=1h");
        NodeProcess reader = node(origin, "corral.caches.full.ttl=1h", "corral.node.name=node-2");
        assertThat(row(writer, "full/k")).isEqualTo("old");
        assertThat(row(reader, "full/k")).isEqualTo("old");
        redis.command("CONFIG", "SET", "min-replicas-to-write", 1);

        var written = writer.client().put("/caches/full/k", "new");

        assertThat(written.statusCode()).isEqualTo(202);
        assertThat(written.headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(written.body()).contains("problems/invalidation-pending", "The row is written");
        assertThat(writer.management("/q/metrics")).contains("cache_pending_invalidations 1.0");
        for (int read = 0; read < READS; read++) {
            assertThat(row(writer, "full/k")).isEqualTo("new");
        }
        assertThat(writer.log()).contains("refuses commands: it refuses writes, because too few replicas");

        redis.command("CONFIG", "SET", "min-replicas-to-write", 0);
        Await.until("told", () -> writer.management("/q/metrics").contains("cache_pending_invalidations 0.0"));
        assertThat(events(writer, "invalidation_recovered")).isEqualTo(1);
        Await.until("the other node reads it", () -> row(reader, "full/k").equals("new"));
        assertThat(writer.log()).containsOnlyOnce("Invalidations of cache full are pending");
    }

    @Test
    void nodeThatStopsWithInvalidationsPending_saysWhatIsLost() {
        NodeProcess node = node(origin("old"), "corral.writes=true", "corral.drain.limit=500ms");
        row(node, "full/k");
        redis.command("CONFIG", "SET", "min-replicas-to-write", 1);
        node.client().put("/caches/full/k", "new");
        node.terminate();
        node.ended();
        assertThat(node.log()).contains("Pending invalidations are lost: 1");
    }

    private static String row(NodeProcess node, String path) {
        return node.client().get("/caches/" + path).body();
    }

    private static int events(NodeProcess node, String event) {
        Matcher line = Pattern.compile("cache_events_total\\{cache=\"full\",event=\"" + event + "\",?} (\\d+)")
                .matcher(node.management("/q/metrics"));
        return line.find() ? Integer.parseInt(line.group(1)) : 0;
    }

    private HeldOrigin origin(String row) {
        HeldOrigin origin = opened(new HeldOrigin());
        origin.row("k", row, 1);
        return origin;
    }

    private NodeProcess node(HeldOrigin origin, String... settings) {
        List<String> all =
                new ArrayList<>(List.of("quarkus.redis.hosts=" + redis.uri(), "corral.origin.url=" + origin.url()));
        all.addAll(List.of(settings));
        NodeProcess node = opened(new NodeProcess(all)).ready();
        Await.until("pushes are live", () -> node.readiness().contains("\"push\": \"live\""));
        return node;
    }

    private <T extends AutoCloseable> T opened(T what) {
        opened.add(what);
        return what;
    }
}
