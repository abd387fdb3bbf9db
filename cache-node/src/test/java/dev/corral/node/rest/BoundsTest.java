package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A body without an end is cut at the size limit. */
@QuarkusTest
class BoundsTest extends NodeTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Buffer CHUNK = Buffer.buffer(new byte[64 * 1024]);

    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /** The body is never sent: the announced length is refused. */
    @Test
    void largeBodyThatIsAnnounced_isRefusedAtOnce() {
        origin.script("announced", query -> {
            whenClosed(query);
            query.response().putHeader("Content-Length", "20000000").write("x");
        });

        assertTooLarge(node.get("/caches/none/announced"));
        assertThat(closed).succeedsWithin(SOON);
    }

    @Test
    void endlessBody_isCutAtTheBound() {
        origin.script("endless", query -> {
            whenClosed(query);
            query.response().setChunked(true);
            pour(query.response());
        });

        assertTooLarge(node.get("/caches/none/endless"));
        assertThat(closed).succeedsWithin(SOON);
    }

    @Test
    void bodyThatStops_isCutByTheTimeout() {
        origin.script("stopped", query -> {
            whenClosed(query);
            query.response().setChunked(true).write("x");
        });

        RefusingTest.assertProblem(node.get("/caches/none/stopped"), 504, "problems/origin-timeout");
        assertThat(closed).succeedsWithin(SOON);
    }

    /** The control: a body within the limit arrives whole, even if it is too large to be stored. */
    @Test
    void largeBodyWithinTheBound_isAnswered() {
        origin.answer("within", 200, "x".repeat(5_000_000));

        HttpResponse<String> answer = node.get("/caches/long/within");

        assertThat(answer.body()).hasSize(5_000_000);
        assertThat(ReadingTest.header(answer, "Cache-Status")).isEqualTo("node-1; fwd=miss");
    }

    private static void assertTooLarge(HttpResponse<String> answer) {
        RefusingTest.assertProblem(answer, 502, "problems/origin-failed");
        assertThat(answer.body()).contains("a body of more than 8388608 bytes; raise corral.origin.max-bytes");
    }

    private void whenClosed(HttpServerRequest query) {
        query.connection().closeHandler(closed::complete);
    }

    /** Writes as much as the reader accepts, for as long as it reads. */
    private static void pour(HttpServerResponse response) {
        while (!response.closed() && !response.writeQueueFull()) {
            response.write(CHUNK);
        }
        if (!response.closed()) {
            response.drainHandler(ready -> pour(response));
        }
    }
}
