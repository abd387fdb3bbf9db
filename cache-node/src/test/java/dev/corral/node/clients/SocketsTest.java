package dev.corral.node.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.clients.EndedClients.Reason;
import dev.corral.node.memory.NetworkMemory;
import dev.corral.node.testing.Await;
import dev.corral.node.testing.KeptAlive;
import dev.corral.node.testing.SelfSigned;
import dev.corral.node.testing.SystemClock;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections of real clients to a server that is watched, and, as the control, to one that is not. */
class SocketsTest {

    private static final Duration LIMIT = Duration.ofMillis(400);
    private static final Duration FAR = Duration.ofMinutes(10);
    private static final int CONNECTIONS = 20;
    private static final int CLIENTS = 10;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final EndedClients ended = new EndedClients((after, task) -> {});
    private final AtomicReference<HttpServerRequest> held = new AtomicReference<>();
    private final List<Socket> clients = new ArrayList<>();

    @AfterEach
    void end() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void headsThatTrickle_areClosedWhateverComes() throws Exception {
        HttpServer server = watched(LIMIT, FAR);
        open(server);

        trickleUntil("all are closed", () -> ended.count(Reason.HEAD_TIMEOUT) == CLIENTS);

        assertThat(clients).allMatch(SocketsTest::isClosed);
        try (KeptAlive other = new KeptAlive(server.actualPort())) {
            assertThat(other.ask("/").status()).isEqualTo(200);
        }
    }

    /** The control: the server's own limit is reset by each byte. */
    @Test
    void headsThatTrickle_stayOpenAtAServerThatIsNotWatched() throws Exception {
        HttpServer watched = watched(LIMIT, FAR);
        HttpServer bare = listen(new HttpServerOptions().setIdleTimeout(1));
        open(bare);
        try (Socket other = new Socket("127.0.0.1", watched.actualPort())) {
            trickleUntil("the same at the other server", () -> isClosed(other));
        }

        assertThat(clients).noneMatch(SocketsTest::isClosed);
    }

    @Test
    void secondHeadThatTrickles_isClosed() throws Exception {
        HttpServer server = watched(LIMIT, FAR);
        try (KeptAlive client = new KeptAlive(server.actualPort())) {
            assertThat(client.ask("/").status()).isEqualTo(200);
            client.sendRaw("G");
            Await.until("it is closed", () -> ended.count(Reason.HEAD_TIMEOUT) == 1);
        }
    }

    @Test
    void connectionThatIsIdle_isClosedInTimeAndNotForItsHead() throws Exception {
        HttpServer server = watched(LIMIT, LIMIT.multipliedBy(3));
        try (KeptAlive client = new KeptAlive(server.actualPort())) {
            assertThat(client.ask("/").status()).isEqualTo(200);

            assertThat(client.ended()).isTrue();
        }
        assertThat(ended.count(Reason.IDLE_TIMEOUT)).isEqualTo(1);
        assertThat(ended.count(Reason.HEAD_TIMEOUT)).isZero();
    }

    @Test
    void requestThatWaits_isNotCut() throws Exception {
        HttpServer server = watched(LIMIT, LIMIT);
        try (KeptAlive waiting = new KeptAlive(server.actualPort());
                Socket other = new Socket("127.0.0.1", server.actualPort())) {
            waiting.send("/held");
            Await.until("it is in progress", () -> held.get() != null);
            Await.until("the same limit ends another", () -> isClosed(other));
            Await.until("and again", () -> closesAnother(server));

            vertx.runOnContext(now -> held.get().response().end("late"));

            assertThat(waiting.answer().body()).isEqualTo("late");
        }
    }

    @Test
    void handshakeThatNeverEnds_isClosed() throws Exception {
        SelfSigned own = SelfSigned.of("node", folder);
        HttpServer server = watched(
                LIMIT,
                FAR,
                new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setSslHandshakeTimeout(600)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertPath(own.certificate().toString())
                                .addKeyPath(own.key().toString())));
        open(server);

        Await.until(
                "all are closed", () -> ended.count(Reason.HEAD_TIMEOUT) + ended.count(Reason.IDLE_TIMEOUT) == CLIENTS);
    }

    @Test
    void http2WithoutARequest_isClosed() throws Exception {
        HttpServer server = watched(LIMIT, FAR);
        Socket client = new Socket("127.0.0.1", server.actualPort());
        clients.add(client);
        client.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});

        Await.until("it is closed", () -> ended.count(Reason.HEAD_TIMEOUT) == 1);
    }

    @Test
    void requestsBehindOneThatWaits_areBounded() throws Exception {
        HttpServer server = watched(FAR, FAR);
        try (KeptAlive client = new KeptAlive(server.actualPort())) {
            client.send("/held");
            Await.until("it is in progress", () -> held.get() != null);
            try {
                for (int each = 0; each < 100_000 && ended.count(Reason.PIPELINED) == 0; each++) {
                    client.send("/");
                }
            } catch (IOException closed) {
                // The expected outcome.
            }
            Await.until("it is closed", () -> ended.count(Reason.PIPELINED) == 1);
        }
    }

    @Test
    void connectionsOfAPort_areBounded() throws Exception {
        HttpServer server = watched(FAR, FAR);
        for (int each = 0; each < CONNECTIONS; each++) {
            clients.add(new Socket("127.0.0.1", server.actualPort()));
        }
        Socket oneMore = new Socket("127.0.0.1", server.actualPort());
        Await.until("it is refused", () -> isClosed(oneMore));
        clients.getFirst().close();

        Await.until("another has its place", () -> answers(server));
        assertThat(ended.count(Reason.TOO_MANY)).isPositive();
    }

    private static boolean answers(HttpServer server) {
        try (KeptAlive client = new KeptAlive(server.actualPort())) {
            return client.ask("/").status() == 200;
        } catch (IOException refused) {
            return false;
        }
    }

    private boolean closesAnother(HttpServer server) {
        try (Socket other = new Socket("127.0.0.1", server.actualPort())) {
            Await.until("another is closed", () -> isClosed(other));
            return true;
        } catch (IOException failed) {
            return false;
        }
    }

    private void open(HttpServer server) throws IOException {
        for (int each = 0; each < CLIENTS; each++) {
            clients.add(new Socket("127.0.0.1", server.actualPort()));
        }
    }

    /** Repeatedly sends one byte of a head over each connection. */
    private void trickleUntil(String state, BooleanSupplier reached) {
        Await.until(state, () -> {
            for (Socket client : clients) {
                try {
                    client.getOutputStream().write('G');
                } catch (IOException closed) {
                    // The caller's condition detects the closed connection.
                }
            }
            LockSupport.parkNanos(20_000_000);
            return reached.getAsBoolean();
        });
    }

    private static boolean isClosed(Socket client) {
        try {
            client.setSoTimeout(1);
            return client.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private HttpServer watched(Duration head, Duration idle) throws Exception {
        return watched(head, idle, new HttpServerOptions());
    }

    private HttpServer watched(Duration head, Duration idle, HttpServerOptions options) throws Exception {
        HttpServer server = listen(options);
        VertxInternal internal = (VertxInternal) vertx;
        Sockets sockets =
                new Sockets(new Sockets.Limits(head, idle, CONNECTIONS), new SystemClock(), new NetworkMemory(), ended);
        sockets.watch(internal.getAcceptorEventLoopGroup(), internal.getEventLoopGroup())
                .get();
        return server;
    }

    private HttpServer listen(HttpServerOptions options) {
        return vertx.createHttpServer(options)
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void handle(HttpServerRequest request) {
        ClientConnection connection = ClientConnection.of(request);
        if (connection != null) {
            connection.begin(request);
            request.response().endHandler(end -> connection.end());
        }
        if (request.path().equals("/held")) {
            held.set(request);
        } else {
            request.response().end("row");
        }
    }
}
