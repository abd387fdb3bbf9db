package dev.corral.origin.rest;

import dev.corral.origin.service.Outcome;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An invalid or endless answer, written directly to the connection, because the framework would never write one.
 *
 * <p>It is not a response that a resource returns: it ends when the client closes its connection, or it closes the
 * connection itself.
 */
enum SpoiledAnswer {
    GARBAGE(SpoiledAnswer::garble),
    TORN(SpoiledAnswer::tear),
    ENDLESS(SpoiledAnswer::flood),
    DRIP(SpoiledAnswer::drip);

    private static final byte[] NO_HTTP =
            "ERR the lake is frozen\r\n\u0000\u0001\u0002\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    private static final int ANNOUNCED_BYTES = 4_096;
    private static final Buffer HALF = Buffer.buffer("x".repeat(ANNOUNCED_BYTES / 2));
    private static final Buffer CHUNK = Buffer.buffer("x".repeat(64 << 10));
    private static final long DRIP_MILLIS = 50;

    private final Consumer<HttpServerRequest> writer;

    SpoiledAnswer(Consumer<HttpServerRequest> writer) {
        this.writer = writer;
    }

    static Optional<SpoiledAnswer> of(Outcome outcome) {
        return switch (outcome) {
            case GARBAGE -> Optional.of(GARBAGE);
            case TORN -> Optional.of(TORN);
            case ENDLESS -> Optional.of(ENDLESS);
            case DRIP -> Optional.of(DRIP);
            default -> Optional.empty();
        };
    }

    /** Writes the answer. The returned Uni never completes, because the framework has nothing to send. */
    Uni<Response> give(HttpServerRequest request) {
        connection(request).getContext().runOnContext(turn -> writer.accept(request));
        return Uni.createFrom().nothing();
    }

    private static ConnectionBase connection(HttpServerRequest request) {
        return (ConnectionBase) request.connection();
    }

    /** Writes from the head of the pipeline, so that no encoder converts the bytes to HTTP. */
    private static void garble(HttpServerRequest request) {
        Channel channel = connection(request).channel();
        channel.pipeline()
                .firstContext()
                .writeAndFlush(Unpooled.wrappedBuffer(NO_HTTP))
                .addListener(written -> channel.close());
    }

    private static void tear(HttpServerRequest request) {
        request.response()
                .putHeader("Content-Length", String.valueOf(ANNOUNCED_BYTES))
                .write(HALF)
                .onComplete(written -> request.connection().close());
    }

    private static void flood(HttpServerRequest request) {
        pour(request.response().setChunked(true));
    }

    private static void pour(HttpServerResponse response) {
        while (!response.closed() && !response.writeQueueFull()) {
            response.write(CHUNK);
        }
        if (!response.closed()) {
            response.drainHandler(ready -> pour(response));
        }
    }

    private static void drip(HttpServerRequest request) {
        HttpServerResponse response = request.response().setChunked(true);
        Vertx vertx = connection(request).getContext().owner();
        vertx.setPeriodic(DRIP_MILLIS, timer -> {
            if (response.closed()) {
                vertx.cancelTimer(timer);
            } else {
                response.write("x");
            }
        });
    }
}
