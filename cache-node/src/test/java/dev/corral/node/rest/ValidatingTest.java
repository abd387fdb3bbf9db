package dev.corral.node.rest;

import static dev.corral.node.rest.ReadingTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Tests of validation: neither the origin nor the node sends a row again to a client that already has it. */
@QuarkusTest
class ValidatingTest extends NodeTest {

    private static final String THEN = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final String LATER = "Sun, 06 Nov 1994 08:49:38 GMT";

    private final AtomicInteger conditional = new AtomicInteger();

    @Test
    void staleRowThatHasNotChanged_isRenewedByA304() {
        origin.script("renewed", query -> {
            if ("\"v1\"".equals(query.getHeader("If-None-Match"))
                    && THEN.equals(query.getHeader("If-Modified-Since"))) {
                conditional.incrementAndGet();
                HeldOrigin.reply(query, 304, "", "ETag", "\"v1\"", "X-Round", "2", "Content-Type", "text/wrong");
            } else {
                HeldOrigin.reply(
                        query,
                        200,
                        "body",
                        "ETag",
                        "\"v1\"",
                        "Last-Modified",
                        THEN,
                        "Date",
                        LATER,
                        "Row-Version",
                        "5",
                        "X-Round",
                        "1",
                        "X-Kept",
                        "kept",
                        "Content-Type",
                        "text/plain");
            }
        });
        node.get("/caches/brief/renewed");
        staleThenRefreshed("renewed", () -> conditional.get() > 0);

        HttpResponse<String> answer = node.get("/caches/brief/renewed");

        assertThat(answer.body()).isEqualTo("body");
        assertThat(header(answer, "ETag")).isEqualTo("\"v1\"");
        assertThat(header(answer, "Content-Type")).isEqualTo("text/plain");
        assertThat(header(answer, "X-Kept")).isEqualTo("kept");
        Await.until(
                "its fields",
                () -> header(node.get("/caches/brief/renewed"), "X-Round").equals("2"));
        assertThat(node.get("/caches/brief/renewed/entry").body()).contains("\"version\":5");
    }

    @Test
    void staleRowThatHasChanged_isReplaced() {
        origin.script("replaced", query -> answerAnew(query, "\"v" + origin.queries("replaced") + "\""));
        node.get("/caches/brief/replaced");

        staleThenRefreshed("replaced", () -> conditional.get() > 0);

        Await.until("new", () -> !node.get("/caches/brief/replaced").body().equals("body of \"v1\""));
    }

    /** Some origins respond with another tag than the one in the request. */
    @Test
    void notModifiedOfAnotherTag_isAskedAgainWithoutConditions() {
        origin.script("confused", query -> {
            if (query.getHeader("If-None-Match") != null) {
                conditional.incrementAndGet();
                HeldOrigin.reply(query, 304, "", "ETag", "\"other\"");
            } else {
                answerAnew(query, "\"v" + conditional.get() + "\"");
            }
        });
        node.get("/caches/brief/confused");

        staleThenRefreshed("confused", () -> conditional.get() > 0);

        Await.until("new", () -> node.get("/caches/brief/confused").body().startsWith("body of \"v1"));
    }

    @Test
    void notModifiedThatForbidsSharing_isObeyed() {
        origin.script("turned", query -> {
            if (query.getHeader("If-None-Match") != null) {
                conditional.incrementAndGet();
                HeldOrigin.reply(query, 304, "", "ETag", "\"v\"", "Cache-Control", "private");
            } else {
                answerAnew(query, "\"v\"");
            }
        });
        node.get("/caches/brief/turned");
        long fence = fence("turned");

        staleThenRefreshed("turned", () -> conditional.get() > 2);

        assertThat(fence("turned")).isEqualTo(fence);
    }

    /** The control: without an earlier value the request has no condition, and a 304 is not a usable response. */
    @Test
    void notModifiedThatNobodyAskedFor_isAFailure() {
        origin.answer("unasked", 304, "");

        RefusingTest.assertProblem(node.get("/caches/long/unasked"), 502, "problems/origin-failed");
        assertThat(origin.said("If-None-Match")).isNull();
        assertThat(origin.said("If-Modified-Since")).isNull();
    }

    @Test
    void callerWhoHasTheRow_isTold304WithWhatItNeeds() {
        origin.answer(
                "had",
                200,
                "body",
                "ETag",
                "\"a,b\"",
                "Last-Modified",
                THEN,
                "Date",
                LATER,
                "X-Own",
                "1",
                "Vary",
                "User-Agent");
        node.get("/caches/long/had");

        HttpResponse<String> byTag = node.get("/caches/long/had", "If-None-Match", "\"x\", W/\"a,b\"");
        HttpResponse<String> byDate = node.get("/caches/long/had", "If-Modified-Since", LATER);
        HttpResponse<String> other = node.get("/caches/long/had", "If-None-Match", "\"x\"", "If-Modified-Since", LATER);

        assertThat(byTag.statusCode()).isEqualTo(304);
        assertThat(header(byTag, "ETag")).isEqualTo("\"a,b\"");
        assertThat(header(byTag, "Date")).isEqualTo(LATER);
        assertThat(header(byTag, "Vary")).isEqualTo("User-Agent");
        assertThat(header(byTag, "Cache-Control")).isEqualTo("max-age=3600");
        assertThat(header(byTag, "Cache-Status")).startsWith("node-1; hit");
        assertThat(byTag.headers().map()).doesNotContainKeys("x-own", "last-modified", "content-type");
        assertThat(byDate.statusCode()).isEqualTo(304);
        assertThat(other.statusCode()).isEqualTo(200);
    }

    private void answerAnew(HttpServerRequest query, String tag) {
        if (query.getHeader("If-None-Match") != null) {
            conditional.incrementAndGet();
        }
        HeldOrigin.reply(query, 200, "body of " + tag, "ETag", tag);
    }

    /** Reads until the condition holds; each read of a stale row starts a refresh if none is in progress. */
    private void staleThenRefreshed(String key, BooleanSupplier refreshed) {
        Await.until("refreshed", () -> {
            node.get("/caches/brief/" + key);
            return refreshed.getAsBoolean();
        });
    }

    private long fence(String key) {
        String entry = node.get("/caches/brief/" + key + "/entry").body();
        return Long.parseLong(entry.replaceAll(".*\"fence\":(\\d+).*", "$1"));
    }
}
