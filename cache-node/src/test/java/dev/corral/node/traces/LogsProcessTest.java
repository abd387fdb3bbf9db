package dev.corral.node.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.node.testing.Await;
import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.NodeProcess;
import dev.corral.node.testing.OwnRedis;
import dev.corral.traces.testing.Collector;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The log of a packaged node whose loads, writes and commands fail in many ways, as the images configure it. */
class LogsProcessTest {

    /** What the images set. */
    private static final Map<String, String> CONTAINER = Map.of("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");

    private static final String FIRST_LINE = "Loads of a key of cache full fail";
    private static final List<String> CACHES = List.of("naive", "lock", "full");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OwnRedis redis = new OwnRedis();
    private final HeldOrigin origin = new HeldOrigin();
    private final Collector collector = new Collector();

    @AfterEach
    void close() {
        collector.close();
        origin.close();
    }

    @Test
    void container_logsOneObjectPerLineWithTheTraceAndWithoutKeys() {
        spoil();
        try (NodeProcess node = node(CONTAINER)) {
            failInManyWays(node);
            node.terminate();
            node.ended();

            List<JsonNode> lines = lines(node);
            assertThat(lines).hasSizeGreaterThan(10).allSatisfy(line -> {
                assertThat(line.path("message").asText()).isNotEmpty();
                assertThat(line.path("level").asText()).isNotEmpty();
            });
            assertThat(lines)
                    .filteredOn(line -> line.path("message").asText().startsWith(FIRST_LINE))
                    .isNotEmpty()
                    .allSatisfy(
                            line -> assertThat(line.path("mdc").path("traceId").asText())
                                    .matches("[0-9a-f]{32}"));
            assertThat(node.log()).doesNotContain("secret");
        }
    }

    /** The control: the same node outside of an image. */
    @Test
    void otherNode_logsTextWithTheTraceAndWithoutKeys() {
        spoil();
        try (NodeProcess node = node(Map.of())) {
            failInManyWays(node);
            node.terminate();
            node.ended();

            assertThat(node.log().lines().filter(line -> line.contains(FIRST_LINE)))
                    .isNotEmpty()
                    .allMatch(line -> line.matches(".* [0-9a-f]{32}"));
            assertThat(node.log().lines().filter(line -> line.startsWith("{"))).isEmpty();
            assertThat(node.log()).doesNotContain("secret");
        }
    }

    private NodeProcess node(Map<String, String> environment) {
        List<String> settings = List.of(
                "quarkus.redis.hosts=" + redis.uri(),
                "corral.origin.url=" + origin.url(),
                "corral.writes=true",
                // The last write stays pending, because its Redis is gone: the drain waits for it in vain.
                "corral.drain.limit=500ms",
                "corral.traces.endpoint=" + collector.url(),
                "corral.traces.delay=50ms",
                "corral.traces.share=1");
        return new NodeProcess(settings, environment).ready();
    }

    private void spoil() {
        origin.answer("secret-500", 500, "secret");
        origin.answer("secret-503", 503, "secret");
        origin.answer("secret-version", 200, "secret", "Row-Version", "secret");
        origin.answer("secret-coded", 200, "secret", "Content-Encoding", "gzip");
        origin.script("secret-cut", LogsProcessTest::cut);
    }

    private static void cut(HttpServerRequest query) {
        query.connection().close();
    }

    private void failInManyWays(NodeProcess node) {
        for (String cache : CACHES) {
            for (String kind : List.of("500", "503", "version", "coded", "cut", "absent")) {
                node.client().get("/caches/" + cache + "/secret-" + kind);
            }
            node.client().put("/caches/" + cache + "/secret-500", "secret");
            node.client().get("/caches/" + cache + "/secret%00");
            node.client().get("/caches/" + cache + "/secret?secret=1");
        }
        redis.close();
        CACHES.forEach(cache -> node.client().get("/caches/" + cache + "/secret-more"));
        node.client().put("/caches/full/secret-put", "secret");
        Await.until("Redis is reported", () -> node.log().contains("is unavailable"));
    }

    /** The lines of the node itself; those of its JVM are not in its hands. */
    private static List<JsonNode> lines(NodeProcess node) {
        return node.log()
                .lines()
                .filter(line -> !line.startsWith("WARNING: "))
                .map(LogsProcessTest::parsed)
                .toList();
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException unfit) {
            throw new UncheckedIOException(line, unfit);
        }
    }
}
