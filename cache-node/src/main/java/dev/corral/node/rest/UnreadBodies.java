package dev.corral.node.rest;

import dev.corral.node.config.Settings;
import dev.corral.node.drain.ConnectionFields;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/**
 * Receives and drops bodies that no code reads, for as long as a body may take. If the connection were closed at once,
 * a client that reads the response only after it has sent its body would lose the response.
 */
@Singleton
final class UnreadBodies {

    /** The longest body that is received so that its connection can be kept. */
    private static final long SMALL = 64 * 1024;
    /** The longest time for the rest of a body that has taken too long. */
    private static final long REST_MILLIS = 2_000;
    /** The HTTP/2 error code NO_ERROR. */
    private static final long NO_ERROR = 0;

    private final Vertx vertx;
    private final long limitMillis;

    UnreadBodies(Vertx vertx, Settings settings) {
        this.vertx = vertx;
        this.limitMillis = settings.clients().bodyTimeout().toMillis();
    }

    /** Drops the body of a request that is answered regardless of its body. */
    void drop(HttpServerRequest request) {
        if (!request.isEnded()) {
            drop(request, limitMillis, () -> {});
        }
    }

    /** Sends the refusal of a request whose body is not wanted, and drops the part of the body that arrives. */
    void refuse(HttpServerRequest request, Reply refusal) {
        boolean last = BodyAnnouncement.isMade(request) && !isSmall(request);
        if (last) {
            ConnectionFields.announceClose(request);
        }
        refusal.send(request);
        if (!request.isEnded()) {
            drop(request, limitMillis, last ? () -> closeUnlessShared(request) : () -> {});
        }
    }

    /**
     * Sends the refusal of a request whose body has taken too long, and ends its exchange: over HTTP/1.1 when the client
     * has had a moment to read the refusal and to stop sending.
     */
    void refuseAndEnd(HttpServerRequest request, Reply refusal) {
        ConnectionFields.announceClose(request);
        refusal.send(request);
        if (request.isEnded() || ConnectionFields.isMultiplexed(request)) {
            end(request);
        } else {
            drop(request, REST_MILLIS, () -> closeUnlessShared(request));
        }
    }

    private void drop(HttpServerRequest request, long longestMillis, Runnable atItsEnd) {
        long timer = vertx.setTimer(longestMillis, late -> endUnlessRead(request));
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            atItsEnd.run();
        });
        request.handler(dropped -> {});
    }

    private static boolean isSmall(HttpServerRequest request) {
        long length = BodyAnnouncement.length(request);
        return length >= 0 && length <= SMALL && !BodyAnnouncement.waitsForContinue(request);
    }

    private static void closeUnlessShared(HttpServerRequest request) {
        if (!ConnectionFields.isMultiplexed(request)) {
            request.connection().close();
        }
    }

    /** Ends a request unless its body is complete: its connection may then carry other requests. */
    private static void endUnlessRead(HttpServerRequest request) {
        if (!request.isEnded()) {
            end(request);
        }
    }

    private static void end(HttpServerRequest request) {
        if (ConnectionFields.isMultiplexed(request)) {
            request.response().reset(NO_ERROR);
        } else {
            request.connection().close();
        }
    }
}
