package dev.corral.node.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.CollectorResource;
import dev.corral.node.testing.KeptAlive;
import dev.corral.node.testing.NodeTest;
import dev.corral.traces.testing.Collector;
import dev.corral.traces.testing.ReceivedSpan;
import dev.corral.traces.testing.SpanTree;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.CollectorRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The spans of a request, as a collector receives them: their tree, their attributes and their links. */
@QuarkusTest
@TestProfile(TracesTest.Traced.class)
class TracesTest extends NodeTest {

    private static final String CALLER = "b7ad6b7169203331";
    private static final String SERVER = "GET /caches/{cache}/{key}";

    /** A node with a collector. */
    public static final class Traced implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(CollectorResource.class));
        }
    }

    @Inject
    CollectorRegistry exported;

    Collector collector;

    private final String trace = HexFormat.of()
            .toHexDigits(ThreadLocalRandom.current().nextLong() | 1)
            .repeat(2);

    @Test
    void hitOfTheStore_passesTheLayersUpToLookup() {
        origin.row("stored", "{}", 1);
        node.get("/caches/long/stored");

        node.get("/caches/long/stored", "traceparent", traceparent(trace, true));

        assertThat(tree(trace, 4))
                .containsExactly(
                        SERVER, //
                        "  deadline",
                        "    lookup",
                        "      redis get");
        assertThat(span(trace, SERVER).parent()).isEqualTo(CALLER);
        assertThat(span(trace, SERVER).kind()).isEqualTo(ReceivedSpan.SERVER);
        assertThat(span(trace, SERVER).attribute("http.response.status_code")).isEqualTo("200");
        assertThat(span(trace, SERVER).failed()).isFalse();
        assertThat(span(trace, SERVER).service()).isEqualTo("corral-node");
        assertThat(span(trace, "lookup").attributes())
                .containsEntry("cache", "long")
                .containsEntry("outcome", "hit")
                .containsEntry("purpose", "foreground");
    }

    @Test
    void missWithALock_hasEveryLayerEachCommandAndTheQuery() {
        origin.row("missed", "{}", 1);

        node.get("/caches/long/missed", "traceparent", traceparent(trace, true));

        assertThat(tree(trace, 11))
                .containsExactly(
                        SERVER,
                        "  deadline",
                        "    lookup",
                        "      redis get",
                        "      single-flight",
                        "        lock",
                        "          fill",
                        "            redis publish",
                        "            timeout",
                        "              origin",
                        "          redis acquire");
        assertThat(span(trace, "origin").kind()).isEqualTo(ReceivedSpan.CLIENT);
        assertThat(span(trace, "origin").attribute("outcome")).isEqualTo("origin");
        assertThat(origin.said("traceparent"))
                .isEqualTo("00-" + trace + "-" + span(trace, "origin").id() + "-01");
    }

    @Test
    void follower_isLinkedToTheFlightOfItsLeader() {
        String others = new StringBuilder(trace).reverse().toString();
        origin.row("shared", "{}", 1);
        origin.hold();
        CompletableFuture<HttpResponse<String>> leader =
                node.send("GET", "/caches/long/shared", null, "traceparent", traceparent(trace, true));
        Await.until("the leader's query", () -> origin.held() == 1);
        CompletableFuture<HttpResponse<String>> follower =
                node.send("GET", "/caches/long/shared", null, "traceparent", traceparent(others, true));
        Await.until("both wait", () -> inFlight("long", "single-flight") == 2);
        origin.release();
        leader.join();
        follower.join();

        assertThat(tree(others, 5))
                .containsExactly(
                        SERVER, //
                        "  deadline",
                        "    lookup",
                        "      redis get",
                        "      single-flight");
        assertThat(tree(trace, 11)).contains("              origin");
        assertThat(span(others, "single-flight").links())
                .containsExactly(span(trace, "single-flight").id());
        assertThat(span(others, "single-flight").attribute("outcome")).isEqualTo("flight");
        assertThat(span(trace, "single-flight").links()).isEmpty();
    }

    @Test
    void failedLoad_isAnErrorWithoutItsMessage() {
        origin.answer("broken", 500, "broken");

        node.get("/caches/long/broken", "traceparent", traceparent(trace, true));

        collector.await(each -> each.trace().equals(trace) && each.name().equals(SERVER));
        assertThat(span(trace, SERVER).attribute("http.response.status_code")).isEqualTo("502");
        assertThat(span(trace, SERVER).failed()).isTrue();
        assertThat(span(trace, "origin").failed()).isTrue();
        assertThat(span(trace, "origin").attributes())
                .containsEntry("outcome", "failed")
                .containsEntry("error.type", "OriginFailed");
    }

    @Test
    void clientThatLeaves_endsItsSpansAndTheLoadGoesOn() throws IOException {
        origin.row("left", "{}", 1);
        origin.hold();
        try (KeptAlive client = new KeptAlive(base.getPort())) {
            String head = "GET /caches/long/left HTTP/1.1\r\nHost: node\r\ntraceparent: " + traceparent(trace, true);
            client.send(head + "\r\n\r\n", "");
            Await.until("its query", () -> origin.held() == 1);
        }

        assertThat(span(trace, SERVER).attribute("outcome")).isEqualTo("cancelled");
        assertThat(span(trace, "single-flight").attribute("outcome")).isEqualTo("cancelled");
        assertThat(collector.spans(trace)).extracting(ReceivedSpan::name).doesNotContain("origin");
        origin.release();
        assertThat(span(trace, "origin").attribute("outcome")).isEqualTo("origin");
        assertThat(tree(trace, 11)).contains("              origin", "            redis publish");
    }

    @Test
    void refreshOfAStaleEntry_isInTheTraceOfItsReadAndEndsAfterIt() {
        origin.row("aged", "{}", 1);
        node.get("/caches/brief/aged");
        Await.until("stale", () -> node.get("/caches/brief/aged/entry").body().contains("\"stale\""));
        origin.hold();

        node.get("/caches/brief/aged", "traceparent", traceparent(trace, true));

        assertThat(span(trace, SERVER).attribute("http.response.status_code")).isEqualTo("200");
        assertThat(span(trace, "lookup").attribute("outcome")).isEqualTo("stale");
        assertThat(collector.spans(trace)).extracting(ReceivedSpan::name).doesNotContain("origin");
        origin.release();
        assertThat(span(trace, "origin").attribute("purpose")).isEqualTo("refresh");
        assertThat(span(trace, "single-flight").attribute("purpose")).isEqualTo("refresh");
    }

    /** Whitespace of this length keeps the library's parser busy for a long time. */
    @Test
    void longState_isNeitherParsedNorSent() {
        origin.row("crafted", "{}", 1);

        node.get(
                "/caches/long/crafted",
                "traceparent",
                traceparent(trace, true),
                "tracestate",
                "a=1" + " ".repeat(600) + ",b=2");

        assertThat(span(trace, SERVER).parent()).isEqualTo(CALLER);
        assertThat(origin.said("traceparent")).startsWith("00-" + trace);
        assertThat(origin.said("tracestate")).isNull();
    }

    @Test
    void stateOfACaller_continuesWithItsTrace() {
        origin.row("vendor", "{}", 1);

        node.get("/caches/long/vendor", "traceparent", traceparent(trace, true), "tracestate", "a=1,b=2");

        assertThat(origin.said("tracestate")).isEqualTo("a=1,b=2");
    }

    @Test
    void noSpan_hasTheValueOfAKey() {
        origin.row("secret-17", "{}", 1);

        node.get("/caches/full/secret-17", "traceparent", traceparent(trace, true));
        node.get("/caches/full/secret-17", "traceparent", traceparent(trace, true));

        assertThat(tree(trace, 15)).contains("      lookup", "                gate");
        assertThat(collector.spans(trace).toString()).doesNotContain("secret");
    }

    @Test
    void traceOfAnUnsampledCaller_isPassedOnAndNotRecorded() {
        origin.row("unsampled", "{}", 1);
        String caller = traceparent(trace, false);

        node.get("/caches/long/unsampled", "traceparent", caller);

        assertThat(origin.said("traceparent")).isEqualTo(caller);
        sendOneMore();
        assertThat(collector.spans(trace)).isEmpty();
    }

    /** The control: with a share of 0, a request that comes without a trace has none. */
    @Test
    void requestWithoutATrace_isNotDrawnIfTheShareIsZero() {
        origin.row("drawn", "{}", 1);
        sendOneMore();
        int before = collector.spans().size();

        node.get("/caches/long/drawn");

        assertThat(origin.said("traceparent")).isNull();
        sendOneMore();
        assertThat(collector.spans().size() - before).isEqualTo(4);
    }

    @Test
    void tracedRebuild_isAnExemplarOfItsBucket() {
        origin.row("exemplary", "{}", 1);

        node.get("/caches/brief/exemplary", "traceparent", traceparent(trace, true));

        assertThat(Collections.list(exported.metricFamilySamples()).stream()
                        .flatMap(family -> family.samples.stream())
                        .filter(sample -> sample.name.equals("cache_rebuild_duration_seconds_bucket"))
                        .filter(sample -> sample.exemplar != null)
                        .map(TracesTest::exemplar))
                .contains("trace_id=" + trace);
    }

    private static String exemplar(Sample sample) {
        return sample.exemplar.getLabelName(0) + "=" + sample.exemplar.getLabelValue(0);
    }

    /** Sends a traced hit and waits until its four spans have arrived, behind those of all requests before it. */
    private void sendOneMore() {
        String last = HexFormat.of()
                .toHexDigits(ThreadLocalRandom.current().nextLong() | 1)
                .repeat(2);
        origin.row("one-more", "{}", 1);
        node.get("/caches/long/one-more");
        node.get("/caches/long/one-more", "traceparent", traceparent(last, true));
        tree(last, 4);
    }

    private List<String> tree(String ofTrace, int spans) {
        Await.until(
                spans + " spans among " + collector.spans(ofTrace),
                () -> collector.spans(ofTrace).size() >= spans);
        return SpanTree.of(collector.spans(ofTrace));
    }

    private ReceivedSpan span(String ofTrace, String name) {
        return collector.await(
                span -> span.trace().equals(ofTrace) && span.name().equals(name));
    }

    private static String traceparent(String trace, boolean sampled) {
        return "00-" + trace + "-" + CALLER + "-" + (sampled ? "01" : "00");
    }
}
