package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.NodeClient;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that send or read slowly, and a node with little memory and short time limits. */
@QuarkusTest
@TestProfile(SlowClientsTest.Narrow.class)
class SlowClientsTest extends NodeTest {

    private static final int LARGE = 8_000_000;
    private static final int MOST = 16_000_000;
    private static final int READERS = 12;

    /** A configuration with room for one large body and some small ones. */
    public static final class Narrow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "corral.origin.max-bytes-under-way", String.valueOf(MOST),
                    "corral.clients.head-timeout", "500ms",
                    "corral.clients.idle-timeout", "1s",
                    "corral.origin.timeout", "8s",
                    "corral.lock.renewal-cap", "20s",
                    "corral.lock.wait-budget", "22s",
                    "corral.deadline", "25s");
        }
    }

    @TestHTTPResource(value = "/health/live", management = true)
    URI live;

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        Await.until("nothing is held", () -> held() == 0);
    }

    @Test
    void headThatTrickles_isClosedOnBothPorts() throws IOException {
        for (int port : new int[] {base.getPort(), live.getPort()}) {
            Socket client = open(port);
            Await.until("it is closed", () -> {
                send(client, "G");
                return isClosed(client);
            });
        }
        assertThat(ended("head_timeout")).isGreaterThanOrEqualTo(2);
        assertThat(new NodeClient(live).get("").statusCode()).isEqualTo(200);
    }

    @Test
    void connectionThatIsIdle_isClosed() throws IOException {
        Socket client = open(live.getPort());
        send(client, "GET " + live.getPath() + " HTTP/1.1\r\nHost: node\r\n\r\n");

        Await.until("it is closed", () -> isClosed(client));

        assertThat(ended("idle_timeout")).isPositive();
    }

    /** A connection that waits for a slow load is not idle. */
    @Test
    void requestThatWaitsForItsLoad_isAnswered() {
        origin.row("waits", "{}", 1);
        origin.hold();
        CompletableFuture<HttpResponse<String>> waiting = node.begin("/caches/none/waits");
        Await.until("it is held", () -> origin.held() == 1);
        double before = ended("idle_timeout");
        Socket idle = open(live.getPort());
        send(idle, "GET " + live.getPath() + " HTTP/1.1\r\nHost: node\r\n\r\n");
        Await.until("another is closed", () -> ended("idle_timeout") > before);

        origin.release();

        assertThat(waiting.join().statusCode()).isEqualTo(200);
    }

    @Test
    void readersOfLargeAnswers_neverKeepSmallerRowsFromTheirs() {
        origin.answer("middle", 200, "m".repeat(500_000));
        for (int reader = 0; reader < READERS; reader++) {
            String key = "passed-" + reader;
            origin.answer(key, 200, "x".repeat(LARGE), "Cache-Control", "private");
            send(open(base.getPort()), "GET /caches/lock/" + key + " HTTP/1.1\r\nHost: node\r\n\r\n");

            assertThat(node.bytes("/caches/none/middle").body()).hasSize(500_000);
            assertThat(new NodeClient(live).get("").statusCode()).isEqualTo(200);
            assertThat(held()).isLessThanOrEqualTo(MOST);
        }
        Await.until(
                "the slowest makes room",
                () -> node.bytes("/caches/none/passed-0").statusCode() == 200);
        assertThat(ended("pressure")).isPositive();
    }

    @Test
    void manyWhoReadADecompressedRow_getAllOfItOrA503() throws IOException {
        byte[] row = new byte[LARGE];
        new Random(7).nextBytes(row);
        Arrays.fill(row, 900_000, LARGE, (byte) 0);
        Buffer gzipped = gzip(row);
        origin.script(
                "gzipped",
                query -> query.response().putHeader("Content-Encoding", "gzip").end(gzipped));
        node.bytes("/caches/long/gzipped", "Accept-Encoding", "gzip");

        List<HttpResponse<byte[]>> answers = IntStream.range(0, 40)
                .mapToObj(each -> CompletableFuture.supplyAsync(() -> node.bytes("/caches/long/gzipped")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).anyMatch(answer -> answer.statusCode() == 200);
        assertThat(answers)
                .allMatch(answer ->
                        answer.statusCode() == 503 || answer.statusCode() == 200 && Arrays.equals(answer.body(), row));
    }

    private double held() {
        return sum("cache_origin_bytes_under_way", Map.of());
    }

    private double ended(String reason) {
        return sum("cache_clients_ended_total", Map.of("reason", reason));
    }

    private static Buffer gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
            gzip.write(plain);
        }
        return Buffer.buffer(gzipped.toByteArray());
    }

    private Socket open(int port) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress("localhost", port));
            sockets.add(socket);
            return socket;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void send(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException closed) {
            // The caller detects the closed connection.
        }
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(20);
            return socket.getInputStream().skip(100_000) == 0
                    && socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
