package dev.corral.node.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.NodeProcess;
import dev.corral.node.testing.OwnRedis;
import dev.corral.traces.testing.Collector;
import dev.corral.traces.testing.ReceivedSpan;
import dev.corral.traces.testing.SpanTree;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Packaged processes in front of a collector: a trace continues in the origin, and a node without traces sends none. */
class TracesProcessTest {

    private static final int TERMINATED = 128 + 15;
    private static final String LOADED = "-Xlog:class+load";

    private static OwnRedis redis;
    private static HeldOrigin origin;

    private Collector collector;

    @BeforeAll
    static void surround() {
        redis = new OwnRedis();
        origin = new HeldOrigin();
        origin.row("hot", "{}", 1);
    }

    @AfterAll
    static void leave() {
        origin.close();
        redis.close();
    }

    @BeforeEach
    void begin() {
        redis.flush();
        collector = new Collector();
    }

    @AfterEach
    void end() {
        collector.close();
    }

    @Test
    void trace_continuesInTheOrigin() {
        assumeThat(Files.isReadable(NodeProcess.ORIGIN))
                .as("the slow origin is built")
                .isTrue();
        List<String> traced = List.of(
                "corral.traces.endpoint=" + collector.url(),
                "corral.traces.delay=50ms",
                "corral.origin.median=1ms",
                "corral.origin.spread=0");
        try (NodeProcess slow = new NodeProcess(NodeProcess.ORIGIN, traced, Map.of()).ready();
                NodeProcess node = node(
                        "corral.traces.endpoint=" + collector.url(),
                        "corral.traces.share=1",
                        "corral.origin.url=http://127.0.0.1:" + slow.port() + "/rows/{key}")) {
            assertThat(node.client().get("/caches/lock/hot").statusCode()).isEqualTo(200);

            ReceivedSpan query = collector.await(span -> span.service().equals("slow-origin"));
            Await.until("the whole trace", () -> collector.spans(query.trace()).size() == 12);

            assertThat(SpanTree.of(collector.spans(query.trace())))
                    .containsExactly(
                            "GET /caches/{cache}/{key}",
                            "  deadline",
                            "    lookup",
                            "      redis get",
                            "      single-flight",
                            "        lock",
                            "          fill",
                            "            redis publish",
                            "            timeout",
                            "              origin",
                            "                GET /rows/{id}",
                            "          redis acquire");
        }
    }

    @Test
    void stoppedNode_sendsItsLastSpans() {
        try (NodeProcess node = node("corral.traces.endpoint=" + collector.url(), "corral.traces.share=1")) {
            node.client().get("/caches/lock/hot");
            node.terminate();

            assertThat(node.ended()).isEqualTo(TERMINATED);
            assertThat(collector.spans()).extracting(ReceivedSpan::name).contains("GET /caches/{cache}/{key}");
        }
    }

    @Test
    void collectorThatIsDown_isLoggedOnceAndRequestsAreAnswered() {
        collector.close();
        try (NodeProcess node = node("corral.traces.endpoint=" + collector.url(), "corral.traces.share=1")) {
            Await.until("logged", () -> {
                assertThat(node.client().get("/caches/lock/hot").statusCode()).isEqualTo(200);
                return node.log().contains("does not accept spans: they are dropped until it does");
            });
            node.terminate();
            node.ended();

            assertThat(node.log().lines().filter(line -> line.contains("does not accept spans")))
                    .hasSize(1);
            assertThat(node.log()).doesNotContain("Exception");
        }
    }

    /** The control: the same node with a share of 0. */
    @Test
    void shareOfZero_sendsNothing() {
        try (NodeProcess node = node("corral.traces.endpoint=" + collector.url(), "corral.traces.share=0")) {
            node.client().get("/caches/lock/hot");
            node.client().get("/caches/lock/hot");
            node.terminate();
            node.ended();

            assertThat(collector.requests()).isZero();
        }
    }

    /** The control: the same node without an endpoint; even the library is not loaded. */
    @Test
    void noEndpoint_loadsNoClassOfTheLibrary() {
        try (NodeProcess node =
                new NodeProcess(settings("corral.traces.share=1"), Map.of("JAVA_TOOL_OPTIONS", LOADED))) {
            node.ready();
            node.client().get("/caches/full/hot");
            node.client().get("/caches/full/hot");
            node.terminate();
            node.ended();

            assertThat(node.log().lines().filter(line -> line.contains(" io.vertx.core.Vertx ")))
                    .isNotEmpty();
            assertThat(node.log().lines().filter(line -> line.contains(" io.opentelemetry.")))
                    .isEmpty();
            assertThat(node.log().lines().filter(line -> line.contains(" dev.corral.node.traces.Recorded")))
                    .isEmpty();
        }
    }

    private static NodeProcess node(String... more) {
        return new NodeProcess(settings(more)).ready();
    }

    private static List<String> settings(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "quarkus.redis.hosts=" + redis.uri(), "corral.origin.url=" + origin.url(), "corral.traces.delay=50ms"));
        settings.addAll(List.of(more));
        return settings;
    }
}
