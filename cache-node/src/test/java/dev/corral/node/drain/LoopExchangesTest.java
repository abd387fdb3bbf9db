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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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
