package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.memory.ResponseBudget;
import dev.corral.node.testing.Await;
import dev.corral.node.testing.KeptAlive;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of clients whose bodies arrive slowly or never. */
@QuarkusTest
class UploadTest extends NodeTest {

    /** More writers than the node has threads of any kind. */
    private static final int WRITERS = 40;

    private static final int SENT = 10_000;

    @TestHTTPResource(value = "/health", management = true)
    URI health;

    @Inject
    ResponseBudget bytes;

    private final List<KeptAlive> writers = new ArrayList<>();

    @AfterEach
    void leave() throws IOException {
        for (KeptAlive writer : writers) {
            writer.close();
        }
        Await.until("nothing is held", () -> bytes.held() == 0);
    }

    @Test
    void stalledUploads_keepNobodyWaitingAndAreCounted() throws Exception {
        origin.row("read", "row", 1);
        for (int each = 0; each < WRITERS; each++) {
            connect().send(put("stalled-" + each, SENT + 1), "x".repeat(SENT));
        }
        Await.until("all have come so far", () -> bytes.held() == (long) WRITERS * SENT);

        assertThat(health("/live")).isEqualTo(200);
        assertThat(health("/ready")).isEqualTo(200);
        assertThat(node.get("/caches/lock/read").body()).isEqualTo("row");
        assertThat(node.put("/caches/lock/written", "row").statusCode()).isEqualTo(204);
        assertThat(node.delete("/caches/lock/written").statusCode()).isEqualTo(204);
        assertThat(bytes.held()).isEqualTo((long) WRITERS * SENT);
    }

    @Test
    void uploadThatGoesOn_isWritten() throws Exception {
        KeptAlive writer = connect();
        writer.send(put("slow", 10), "first");
        Await.until("half has come", () -> bytes.held() == 5);

        writer.send("", "other");

        assertThat(writer.answer().status()).isEqualTo(204);
        assertThat(node.get("/caches/lock/slow").body()).isEqualTo("firstother");
    }

    @Test
    void bytesOfAnUpload_countUntilItsWriteIsOver() throws Exception {
        origin.holdWrites();
        KeptAlive writer = connect();
        writer.send(put("held", 5), "bytes");
        Await.until("its write", () -> origin.heldWrites() == 1);

        writer.close();
        assertThat(node.get("/caches").statusCode()).isEqualTo(200);
        assertThat(bytes.held()).isEqualTo(5);

        origin.release();
        Await.until("its room is given back", () -> bytes.held() == 0);
    }

    @Test
    void clientThatWaitsToBeTold_isToldToGoOnOnlyWhereItsBodyIsWanted() throws Exception {
        KeptAlive writer = connect();
        writer.send(put("told", 5, "Expect: 100-continue"), "");
        assertThat(writer.answer().status()).isEqualTo(100);
        writer.send("", "bytes");
        assertThat(writer.answer().status()).isEqualTo(204);

        for (String refused : List.of("/caches/lock/%00", "/caches/nowhere/k", "/caches/lock/k?n=1")) {
            KeptAlive other = connect();
            other.send(
                    "PUT " + refused + " HTTP/1.1\r\nHost: node\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n",
                    "");
            KeptAlive.Answer answer = other.answer();
            assertThat(answer.status()).isIn(400, 404);
            assertThat(answer.last()).isTrue();
        }
        KeptAlive large = connect();
        large.send(put("told", 50_000_000, "Expect: 100-continue"), "");
        assertThat(large.answer().status()).isEqualTo(413);
    }

    /** The next request must not begin in the middle of a body that was not read. */
    @Test
    void connectionOfASmallRefusedUpload_isKeptForTheNextRequest() throws Exception {
        origin.row("after", "row", 1);
        KeptAlive client = connect();
        client.send(put("%00", 5), "bytes");

        assertThat(client.answer().status()).isEqualTo(400);
        assertThat(client.ask("GET", "/caches/lock/after").body()).isEqualTo("row");
    }

    private KeptAlive connect() throws IOException {
        KeptAlive writer = new KeptAlive(base.getPort());
        writers.add(writer);
        return writer;
    }

    private int health(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(health + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private static String put(String key, int length, String... fields) {
        String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        return "PUT /caches/lock/" + key + " HTTP/1.1\r\nHost: node\r\n" + more + "Content-Length: " + length
                + "\r\n\r\n";
    }
}
