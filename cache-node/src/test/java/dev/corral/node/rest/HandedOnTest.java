package dev.corral.node.rest;

import static dev.corral.node.rest.ReadingTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of which headers the node passes on, in either direction. */
@QuarkusTest
class HandedOnTest extends NodeTest {

    private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";

    @Test
    void fieldsOfARow_areKeptWithIt() {
        origin.answer(
                "kept",
                200,
                "{}",
                "Content-Type",
                "application/json; charset=utf-8",
                "Content-Language",
                "de",
                "Last-Modified",
                DATE,
                "Date",
                DATE,
                "Link",
                "</a>; rel=next",
                "Link",
                "</b>; rel=prev",
                "X-Own",
                "own");
        node.get("/caches/long/kept");

        HttpResponse<String> hit = node.get("/caches/long/kept");

        assertThat(header(hit, "Cache-Status")).startsWith("node-1; hit");
        assertThat(header(hit, "Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(header(hit, "Content-Language")).isEqualTo("de");
        assertThat(header(hit, "Last-Modified")).isEqualTo(DATE);
        assertThat(header(hit, "Date")).isEqualTo(DATE);
        assertThat(header(hit, "Link")).isEqualTo("</a>; rel=next, </b>; rel=prev");
        assertThat(header(hit, "X-Own")).isEqualTo("own");
    }

    @Test
    void fieldsOfTheConnection_endAtTheNode() {
        origin.answer(
                "hops",
                200,
                "{}",
                "Connection",
                "X-Hop, keep-alive",
                "X-Hop",
                "1",
                "Keep-Alive",
                "timeout=5",
                "Proxy-Authenticate",
                "Basic",
                "Upgrade",
                "h2c",
                "Corral-Anything",
                "1",
                "Accept-Ranges",
                "bytes",
                "X-End",
                "1");

        HttpResponse<String> answer = node.get("/caches/long/hops");

        assertThat(answer.headers().map())
                .doesNotContainKeys(
                        "connection",
                        "x-hop",
                        "keep-alive",
                        "proxy-authenticate",
                        "upgrade",
                        "corral-anything",
                        "accept-ranges")
                .containsKey("x-end");
    }

    @Test
    void ownFieldsOfTheNode_areItsOwn() {
        origin.answer(
                "spoken",
                200,
                "{}",
                "Cache-Control",
                "max-age=5",
                "Expires",
                DATE,
                "Age",
                "3",
                "ETag",
                "\"theirs\"",
                "Cache-Status",
                "cdn; hit");

        HttpResponse<String> answer = node.get("/caches/long/spoken");

        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("max-age=3600");
        assertThat(answer.headers().allValues("Age")).containsExactly("0");
        assertThat(answer.headers().allValues("ETag")).containsExactly("\"theirs\"");
        assertThat(answer.headers().allValues("Cache-Status")).containsExactly("cdn; hit, node-1; fwd=miss; stored");
        assertThat(header(answer, "Expires")).isEqualTo("(none)");
    }

    @Test
    void moreFieldsThanAreTaken_areRefusedWithASentence() {
        origin.answer("many", 200, "{}", "X-Large", "x".repeat(17_000));

        HttpResponse<String> answer = node.get("/caches/none/many");

        RefusingTest.assertProblem(answer, 502, "problems/origin-failed");
        assertThat(answer.body()).contains("response headers of more than 16384 bytes");
    }

    @Test
    void trace_alwaysReachesTheOrigin() {
        origin.row("traced", "{}", 1);

        node.get("/caches/long/traced", "traceparent", "00-0af7-b7ad-01", "tracestate", "a=b", "baggage", "c=d");

        assertThat(origin.said("traceparent")).isEqualTo("00-0af7-b7ad-01");
        assertThat(origin.said("tracestate")).isEqualTo("a=b");
        assertThat(origin.said("baggage")).isEqualTo("c=d");
    }

    @Test
    void allowedField_reachesTheOrigin() {
        origin.row("allowed", "{}", 1);

        node.get("/caches/long/allowed", "Accept-Language", "de");

        assertThat(origin.said("Accept-Language")).isEqualTo("de");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Own", "Accept", "Range", "If-Match", "Cache-Control", "Forwarded"})
    void anyOtherField_doesNot(String name) {
        origin.row("other", "{}", 1);

        node.get("/caches/none/other", name, "\"x\"");

        assertThat(origin.said(name)).isNull();
        assertThat(origin.said("Accept-Encoding")).isEqualTo("gzip");
        assertThat(origin.said("Accept-Language")).isNull();
    }

    @Test
    void whatARequestSaysToCaches_isNoReasonToAskTheOrigin() {
        origin.row("reloaded", "a row", 1);
        node.get("/caches/long/reloaded");

        HttpResponse<String> reload =
                node.get("/caches/long/reloaded", "Cache-Control", "no-cache", "Pragma", "no-cache");
        HttpResponse<String> range = node.get("/caches/long/reloaded", "Range", "bytes=0-1");

        assertThat(header(reload, "Cache-Status")).startsWith("node-1; hit");
        assertThat(range.statusCode()).isEqualTo(200);
        assertThat(range.body()).isEqualTo("a row");
        assertThat(origin.queries("reloaded")).isEqualTo(1);
    }
}
