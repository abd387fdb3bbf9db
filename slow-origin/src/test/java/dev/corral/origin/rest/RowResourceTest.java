package dev.corral.origin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SmallOrigin.class)
class RowResourceTest {

    private static final String FREEZE = "{\"kind\":\"freeze\",\"forMillis\":60000}";

    @TestHTTPResource
    URL rows;

    @TestHTTPResource(value = "/", management = true)
    URL control;

    private OriginClient origin;

    @BeforeEach
    void begin() {
        origin = new OriginClient(rows, control);
        origin.control("DELETE", "/ledger");
    }

    @AfterEach
    void nothingIsLeftOver() {
        origin.control("DELETE", "/faults");
        origin.awaitLive(live -> live.getInteger("inProgress") == 0 && live.getInteger("queued") == 0);
    }

    @Test
    void row_comesWithItsVersion() {
        HttpResponse<String> answer = origin.get("hot");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(answer.headers().firstValue("Row-Version")).hasValue("1");
        assertThat(answer.body()).hasSize(256);
        assertThat(new JsonObject(answer.body()).getString("id")).isEqualTo("hot");
    }

    @Test
    void idWithASlash_isOneSegment() {
        assertThat(new JsonObject(origin.get("a%2Fb%20%C3%BC").body()).getString("id"))
                .isEqualTo("a/b ü");
    }

    @Test
    void idTooLong_isBad() {
        assertThat(origin.get("x".repeat(512)).statusCode()).isEqualTo(200);
        assertThat(origin.get("x".repeat(513)).statusCode()).isEqualTo(400);
    }

    @Test
    void absentRow_isAProblem() {
        HttpResponse<String> answer = origin.get("absent-1");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(new JsonObject(answer.body()).getString("detail")).isEqualTo("There is no row 'absent-1'.");
    }

    @Test
    void write_isReadNext() {
        HttpResponse<String> written = origin.put("written", "{\"a\":1}");

        assertThat(written.statusCode()).isEqualTo(204);
        assertThat(written.headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(written.headers().firstValue("Row-Version")).hasValue("2");
        assertThat(origin.get("written").body()).isEqualTo("{\"a\":1}");
        assertThat(origin.get("written").headers().firstValue("ETag")).hasValue("\"2\"");
    }

    @Test
    void emptyWrite_isARow() {
        assertThat(origin.put("empty", "").statusCode()).isEqualTo(204);

        assertThat(origin.get("empty").statusCode()).isEqualTo(200);
        assertThat(origin.get("empty").body()).isEmpty();
    }

    @Test
    void deletedRow_isAbsentUntilItIsWritten() {
        assertThat(origin.delete("deleted").statusCode()).isEqualTo(204);
        assertThat(origin.get("deleted").statusCode()).isEqualTo(404);

        origin.put("deleted", "again");
        assertThat(origin.get("deleted").body()).isEqualTo("again");
    }

    @Test
    void writeThatDoesNotFit_isAProblem() {
        HttpResponse<String> answer = origin.put("large", "x".repeat(70_000));

        assertThat(answer.statusCode()).isEqualTo(507);
        assertThat(new JsonObject(answer.body()).getString("detail")).contains("65536 bytes");
        assertThat(origin.get("large").headers().firstValue("Row-Version")).hasValue("1");
    }

    @Test
    void fullQueue_refusesAtOnce() {
        origin.control("POST", "/faults", FREEZE);
        List<CompletableFuture<HttpResponse<String>>> held = beginFrozen(3);

        HttpResponse<String> refused = origin.get("one-too-many");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(origin.ledger()).singleElement().satisfies(line -> {
            assertThat(line.getString("key")).isEqualTo("one-too-many");
            assertThat(line.getString("outcome")).isEqualTo("refused");
        });

        origin.control("DELETE", "/faults");
        assertThat(held)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }

    @Test
    void droppedQueue_isAnsweredAndTheWorkersGoOn() {
        origin.control("POST", "/faults", FREEZE);
        List<CompletableFuture<HttpResponse<String>>> held = beginFrozen(3);

        assertThat(origin.control("DELETE", "/queue").body()).isEqualTo("{\"dropped\":1}");
        origin.awaitLive(live -> live.getInteger("inProgress") == 2);
        origin.control("DELETE", "/faults");

        assertThat(held.stream().map(answer -> answer.join().statusCode())).containsExactlyInAnyOrder(200, 200, 503);
    }

    @Test
    void clientThatCloses_isCancelledWhenItsServiceEnds() throws IOException {
        origin.control("POST", "/faults", "{\"kind\":\"freeze\",\"forMillis\":1000}");
        try (Socket socket = new Socket(rows.getHost(), rows.getPort())) {
            String request = "GET /rows/gone HTTP/1.1\r\nHost: origin\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            origin.awaitLive(live -> live.getInteger("inProgress") == 1);
        }
        assertThat(origin.live().getInteger("inProgress")).isEqualTo(1);

        origin.awaitLive(live -> live.getInteger("inProgress") == 0);
        assertThat(origin.ledger()).singleElement().satisfies(line -> {
            assertThat(line.getString("outcome")).isEqualTo("cancelled");
            assertThat(line.getLong("durationMicros")).isGreaterThan(500_000);
        });
    }

    private List<CompletableFuture<HttpResponse<String>>> beginFrozen(int queries) {
        List<CompletableFuture<HttpResponse<String>>> held = Stream.generate(
                        () -> origin.begin("hot", "lock", "node-1"))
                .limit(queries)
                .toList();
        origin.awaitLive(live -> live.getInteger("inProgress") == queries);
        return held;
    }
}
