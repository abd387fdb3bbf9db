package dev.corral.node.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.KeptAlive;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An exchange is counted until it ends, however and on whichever thread it ends, and no longer. */
class LoopExchangesTest {

    private static final int RACES = 3_000;

    private final AtomicReference<LoopExchanges> exchanges = new AtomicReference<>();
    private final AtomicReference<RoutingContext> held = new AtomicReference<>();
    private final ExecutorService elsewhere = Executors.newSingleThreadExecutor();
    private Vertx vertx;
    private HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Router router = Router.router(vertx);
        router.route().handler(this::begin);
        router.route("/at-once").handler(exchange -> exchange.response().end());
        router.route("/elsewhere").handler(exchange -> elsewhere.execute(exchange.response()::end));
        router.route("/broken").handler(exchange -> {
            throw new IllegalStateException("broken");
        });
        router.route("/held").handler(held::set);
        router.route("/unread").handler(LoopExchangesTest::answerAndDropBody);
        router.route("/last").handler(exchange -> {
            exchanges.get().beLast(Duration.ofSeconds(1));
            exchange.response().end();
        });
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void end() {
        elsewhere.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void answeredAtOnce_isOverAtOnce() throws Exception {
        try (KeptAlive client = new KeptAlive(server.actualPort())) {
            assertThat(client.ask("/at-once").status()).isEqualTo(200);
            assertThat(client.ask("/broken").status()).isEqualTo(500);
            assertThat(client.ask("/nowhere").status()).isEqualTo(404);
        }
        Await.until("none in progress", () -> inProgress() == 0);
    }

    @Test
    void answeredLater_isCountedUntilThen() throws Exception {
        try (KeptAlive client = new KeptAlive(server.actualPort())) {
            client.send("/held");
            Await.until("it is in progress", () -> inProgress() == 1);

            held.get().response().end();

            assertThat(client.answer().status()).isEqualTo(200);
            Await.until("none in progress", () -> inProgress() == 0);
        }
    }

    @Test
    void callerLeaves_isOver() throws Exception {
        try (KeptAlive client = new KeptAlive(server.actualPort())) {
            client.send("/held");
            Await.until("it is in progress", () -> inProgress() == 1);
        }
        Await.until("none in progress", () -> inProgress() == 0);
    }

    @Test
    void answeredByAnotherThreadMeanwhile_isOverOnce() throws Exception {
        try (KeptAlive client = new KeptAlive(server.actualPort())) {
            for (int race = 0; race < RACES; race++) {
                assertThat(client.ask("/elsewhere").status()).isEqualTo(200);
            }
        }
        Await.until("none in progress", () -> inProgress() == 0);
    }

    /** If the connection were closed with the response, a client that still sends could lose the response. */
    @Test
    void answeredBeforeItsBodyIsComplete_closesTheConnectionAfterTheBody() throws Exception {
        try (KeptAlive last = new KeptAlive(server.actualPort());
                KeptAlive client = new KeptAlive(server.actualPort())) {
            assertThat(last.ask("/last")).matches(answer -> answer.status() == 200);
            client.send("PUT /unread HTTP/1.1\r\nHost: node\r\nContent-Length: 7\r\n\r\n", "half");
            assertThat(client.answer()).matches(answer -> answer.status() == 503 && answer.last());

            for (String rest : List.of("a", "b", "c")) {
                client.send("", rest);
                LockSupport.parkNanos(20_000_000);
            }

            assertThat(client.ended()).isTrue();
        }
        Await.until("none in progress", () -> inProgress() == 0);
    }

    private static void answerAndDropBody(RoutingContext exchange) {
        exchange.request().handler(dropped -> {});
        exchange.response().setStatusCode(503).end();
    }

    private void begin(RoutingContext exchange) {
        if (exchanges.get() == null) {
            exchanges.set(new LoopExchanges(ContextInternal.current().nettyEventLoop()));
        }
        exchanges.get().begin(exchange);
    }

    private long inProgress() {
        return exchanges.get() == null ? -1 : exchanges.get().inProgress();
    }
}
