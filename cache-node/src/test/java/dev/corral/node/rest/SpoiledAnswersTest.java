package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.store.SharedStore;
import dev.corral.node.testing.NodeTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers that are not HTTP, break off or do not end are failures like any other; {@link BoundsTest} tests the large
 * ones.
 */
@QuarkusTest
class SpoiledAnswersTest extends NodeTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long DRIP_MILLIS = 20;

    @Inject
    SharedStore store;

    @Inject
    Clock clock;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERR the lake is frozen\r\n\u0000\u0001\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 4096\r\n\r\nhalf of it",
                "HTTP/1.1 200 OK\r\nContent-Le",
                ""
            })
    void answerThatIsNone_is502(String bytes) {
        String key = "spoiled" + bytes.hashCode();
        double before = failed("swr");
        origin.script(key, query -> write(query, bytes));

        RefusingTest.assertProblem(node.get("/caches/swr/" + key), 502, "problems/origin-failed");

        assertThat(failed("swr")).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"swr", "full"})
    void rowThatSomebodySpoiledInTheStore_is500(String cache) {
        Map<String, String> fields = Map.of("content-type", "text/plain", "x-note", "a\rb");
        Key key = new Key(cache, "spoiled-in-the-store");
        Entry entry = new Entry(
                new Content.Value(new byte[] {1}, fields, 1), 0, clock.micros(), Limits.hard(SOON), Duration.ZERO);
        store.put(key, entry).await().atMost(SOON);

        for (int read = 0; read < 3; read++) {
            HttpResponse<String> answer = node.get("/caches/" + cache + "/" + key.id());
            RefusingTest.assertProblem(answer, 500, "about:blank");
            assertThat(answer.headers().allValues("Content-Type")).hasSize(1);
        }
    }

    @Test
    void bodyThatDripsOn_isCutByTheTimeout() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        origin.script("dripping", query -> {
            query.connection().closeHandler(closed::complete);
            drip(query);
        });

        RefusingTest.assertProblem(node.get("/caches/none/dripping"), 504, "problems/origin-timeout");
        assertThat(closed).succeedsWithin(SOON);
    }

    /** The rest of one response does not become another's: it is dropped with its connection. */
    @Test
    void answersAfterGarbage_areThoseOfTheirOwnKeys() {
        origin.script(
                "garbage",
                query -> write(
                        query,
                        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK\r\n"
                                + "Content-Length: 5\r\n\r\nwrong"));
        origin.row("well", "right", 1);

        for (int each = 0; each < 20; each++) {
            node.get("/caches/none/garbage");
            assertThat(node.get("/caches/none/well").body()).isEqualTo("right");
        }
    }

    @Test
    void staleEntry_isServedWhileItsOriginIsSpoiled() {
        origin.row("kept", "kept", 1);
        node.get("/caches/brief/kept");
        origin.script("kept", query -> write(query, "garbage\r\n\r\n"));

        Stream.generate(() -> node.get("/caches/brief/kept")).limit(20).forEach(SpoiledAnswersTest::assertKept);
    }

    private static void assertKept(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("kept");
    }

    private double failed(String cache) {
        return sum("cache_layer_outcomes_total", Map.of("cache", cache, "layer", "origin", "outcome", "failed"));
    }

    /** Writes past the server's encoder, then closes the connection. */
    static void write(HttpServerRequest query, String bytes) {
        Channel channel = ((ConnectionBase) query.connection()).channel();
        channel.pipeline()
                .firstContext()
                .writeAndFlush(Unpooled.copiedBuffer(bytes, StandardCharsets.UTF_8))
                .addListener(written -> channel.close());
    }

    private static void drip(HttpServerRequest query) {
        query.response().setChunked(true);
        Vertx vertx = Vertx.currentContext().owner();
        vertx.setPeriodic(DRIP_MILLIS, timer -> {
            if (query.response().closed()) {
                vertx.cancelTimer(timer);
            } else {
                query.response().write("x");
            }
        });
    }
}
