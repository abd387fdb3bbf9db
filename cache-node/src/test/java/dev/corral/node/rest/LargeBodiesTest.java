package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.runtime.Clock;
import dev.corral.node.clients.ClientConnection;
import dev.corral.node.clients.EndedClients;
import dev.corral.node.clients.EndedClients.Reason;
import dev.corral.node.clients.SlowResponses;
import dev.corral.node.clients.Sockets;
import dev.corral.node.memory.NetworkMemory;
import dev.corral.node.memory.ResponseBudget;
import dev.corral.node.testing.Await;
import dev.corral.node.testing.SystemClock;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.VertxInternal;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Large responses over real connections: clients that read receive all of it, and others cost one slice of memory each.
 */
class LargeBodiesTest {

    private static final int SIZE = 8_000_000;
    private static final int READERS = 4;
    private static final Duration FAR = Duration.ofMinutes(10);
    private static final byte[] ROW = new byte[SIZE];

    static {
        new Random(7).nextBytes(ROW);
    }

    private final NetworkMemory memory = new NetworkMemory();
    private final Clock clock = new SystemClock();
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final EndedClients ended = new EndedClients((after, task) -> {});
    private final List<Socket> readers = new ArrayList<>();
    private SlowResponses slow = new SlowResponses(clock, FAR, ended);
    private ResponseBudget budget = new ResponseBudget(2L * SIZE, slow, () -> {}, clock);

    @AfterEach
    void end() throws IOException {
        for (Socket reader : readers) {
            reader.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpVersion.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void quickReader_getsAllOfItWithItsLength(HttpVersion version) throws Exception {
        HttpServer server = serve(request -> large(ROW, request));
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(version).setHttp2ClearTextUpgrade(false));

        Future<Buffer> answer = client.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
                // The client drops a body that arrives before a handler is set: it is set on the event loop.
                .compose(request -> request.send().compose(response -> {
                    assertThat(response.getHeader("content-length")).isEqualTo(String.valueOf(SIZE));
                    return response.body();
                }));

        Buffer body = answer.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(Arrays.equals(body.getBytes(), ROW)).isTrue();
        Await.until("nothing is held", () -> budget.held() == 0);
        assertThat(slow.inProgress()).isZero();
    }

    @Test
    void slowReaders_costASliceEach() throws Exception {
        long before = memory.usedBytes();
        HttpServer server = serve(request -> large(ROW, request));
        read(server, READERS);

        Await.until("all wait", () -> slow.inProgress() == READERS);
        assertThat(budget.held()).isBetween((long) SIZE, SIZE + 200_000L);
        // A chunk of the pool, but no copy of the body.
        assertThat(memory.usedBytes() - before).isLessThan(SIZE);
    }

    /** The control: if the body is written at once, each reader costs another copy of it. */
    @Test
    void slowReadersOfABodyThatIsWrittenAtOnce_costAllOfIt() throws Exception {
        long before = memory.usedBytes();
        HttpServer server = serve(request -> request.response().end(BufferImpl.buffer(Unpooled.wrappedBuffer(ROW))));
        read(server, READERS);

        Await.until("much memory is taken", () -> memory.usedBytes() - before > (READERS - 1L) * SIZE / 2);
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpVersion.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void slowReader_makesRoomForAnother(HttpVersion version) throws Exception {
        HttpServer server = serve(request -> large(ROW.clone(), request));
        if (version == HttpVersion.HTTP_2) {
            pausedOverHttp2(server);
        } else {
            read(server, 1);
        }
        Await.until("it waits", () -> slow.inProgress() == 1);

        Await.until("there is room", () -> room(SIZE));

        assertThat(ended.count(Reason.PRESSURE)).isEqualTo(1);
        assertThat(budget.held()).isEqualTo(SIZE);
        budget.give(SIZE);
        assertThat(slow.inProgress()).isZero();
        if (version == HttpVersion.HTTP_1_1) {
            Await.until("its connection is closed", () -> isOver(readers.getFirst()));
        }
    }

    @Test
    void readerThatTakesTooLong_isEnded() throws Exception {
        slow = new SlowResponses(clock, Duration.ofMillis(-SIZE * 1_000L / (16 * 1024)), ended);
        budget = new ResponseBudget(2L * SIZE, slow, () -> {}, clock);
        HttpServer server = serve(request -> large(ROW, request));
        read(server, 1);
        Await.until("it waits", () -> slow.inProgress() == 1);

        slow.sweep();

        assertThat(ended.count(Reason.BODY_TIMEOUT)).isEqualTo(1);
        assertThat(budget.held()).isZero();
        Await.until("its connection is closed", () -> isOver(readers.getFirst()));
    }

    @Test
    void readerThatLeaves_givesItsRoomBack() throws Exception {
        HttpServer server = serve(request -> large(ROW, request));
        read(server, READERS);
        Await.until("all wait", () -> slow.inProgress() == READERS);

        for (Socket reader : readers) {
            reader.close();
        }

        Await.until("nothing is held", () -> budget.held() == 0);
        assertThat(slow.inProgress()).isZero();
    }

    @Test
    void noRoom_isA503WithRetryAfter() throws Exception {
        budget.take(2 * SIZE - 1_000);
        HttpServer server = serve(request -> large(ROW, request));
        read(server, 1);

        assertThat(head(readers.getFirst()))
                .startsWith("HTTP/1.1 503")
                .containsIgnoringCase("retry-after: 1")
                .containsIgnoringCase("cache-status: node-1; fwd=miss; detail=shed");
        assertThat(budget.held()).isEqualTo(2 * SIZE - 1_000);
    }

    /** Small bodies behind responses that no client reads wait too, and only a few of them are held. */
    @Test
    void manySmallResponsesThatNobodyReads_stopAtTheWriteQueue() throws Exception {
        byte[] small = new byte[30_000];
        HttpServer server = serve(request -> large(small, request));
        Socket reader = open(server);
        byte[] requests = "GET / HTTP/1.1\r\nHost: node\r\n\r\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
        reader.getOutputStream().write(requests);

        Await.until("one waits", () -> slow.inProgress() == 1);
        assertThat(budget.held()).isLessThan(100_000);
    }

    private boolean room(int bytes) {
        try {
            budget.take(bytes);
            return true;
        } catch (RuntimeException full) {
            return false;
        }
    }

    private void pausedOverHttp2(HttpServer server) {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        client.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
                .compose(request -> request.send())
                .onSuccess(response -> response.pause());
    }

    private void large(byte[] body, HttpServerRequest request) {
        new Reply(200).body(body).through(bodies).send(request);
    }

    private LargeBodies bodies;

    private HttpServer serve(io.vertx.core.Handler<HttpServerRequest> handler) throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    ClientConnection connection = ClientConnection.of(request);
                    connection.begin(request);
                    request.response().endHandler(end -> connection.end());
                    handler.handle(request);
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        Sockets sockets = new Sockets(new Sockets.Limits(FAR, FAR, 100), clock, memory, ended);
        bodies = new LargeBodies(budget, slow, sockets, clock, new CacheStatus("node-1"));
        VertxInternal internal = (VertxInternal) vertx;
        sockets.watch(internal.getAcceptorEventLoopGroup(), internal.getEventLoopGroup())
                .get();
        return server;
    }

    private void read(HttpServer server, int count) throws IOException {
        for (int each = 0; each < count; each++) {
            Socket reader = open(server);
            reader.getOutputStream().write("GET / HTTP/1.1\r\nHost: node\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private Socket open(HttpServer server) throws IOException {
        Socket reader = new Socket();
        reader.setReceiveBufferSize(4_096);
        reader.connect(new InetSocketAddress("127.0.0.1", server.actualPort()));
        readers.add(reader);
        return reader;
    }

    private static String head(Socket reader) throws IOException {
        InputStream input = reader.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) input.read());
        }
        return head.toString();
    }

    /** The connection was reset, so that bytes sent before are dropped too. */
    private static boolean isOver(Socket reader) {
        try {
            return reader.getInputStream().skip(1_000_000) == 0;
        } catch (IOException reset) {
            return true;
        }
    }
}
