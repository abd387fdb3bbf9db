package dev.corral.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

    private static final Duration SPAN = Duration.ofSeconds(2);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void everyConnection_asksAgainOnceItIsAnswered() throws InterruptedException {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    asked.incrementAndGet();
                    request.response().end("row");
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();

        try (ClosedLoop loop = new ClosedLoop()) {
            double perSecond = loop.drive(server.actualPort(), "/any", SPAN);

            long counted = Math.round(perSecond * SPAN.toMillis() / 1_000);
            assertThat(counted).isPositive();
            // The last response on each of the 32 connections arrives after the end and is not counted.
            assertThat(asked.get() - counted).isEqualTo(32);
        }
    }

    @Test
    void onlyResponsesThatSucceed_areCounted() throws InterruptedException {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(request.path().equals("/shed") ? 503 : 200)
                        .end())
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        AtomicInteger sent = new AtomicInteger();

        try (ClosedLoop loop = new ClosedLoop(4, 4)) {
            double perSecond = loop.drive(
                    () -> new ClosedLoop.Target(
                            server.actualPort(), sent.incrementAndGet() % 2 == 0 ? "/shed" : "/row"),
                    SPAN);

            double halfPerSecond = sent.get() / 2.0 / SPAN.toSeconds();
            assertThat(perSecond).isBetween(halfPerSecond * 0.9, halfPerSecond * 1.1);
        }
    }
}
