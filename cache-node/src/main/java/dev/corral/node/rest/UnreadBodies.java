package dev.corral.node.rest;

import dev.corral.node.config.Settings;
import dev.corral.node.drain.ConnectionFields;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/**
 * Bodies that nobody reads: they are received and dropped, for as long as a body may take. To close the connection at once
 * would take the response from a client that reads it after its body is sent.
 */
@Singleton
final class UnreadBodies {

    /** A body up to this length is worth waiting for: its connection is kept. */
    private static final long SMALL = 64 * 1024;
    /** The code of HTTP/2 for an end that is no error. */
    private static final long NO_ERROR = 0;

    private final Vertx vertx;
    private final long limitMillis;

    UnreadBodies(Vertx vertx, Settings settings) {
        this.vertx = vertx;
        this.limitMillis = settings.clients().bodyTimeout().toMillis();
    }

    /** Drops the body of a request that is answered whatever its body is. */
    void drop(HttpServerRequest request) {
        if (!request.isEnded()) {
            drop(request, () -> {});
        }
    }

    /** Sends the refusal of a request whose body is not wanted, and drops what comes of it. */
    void refuse(HttpServerRequest request, Reply refusal) {
        boolean last = BodyAnnouncement.isMade(request) && !isSmall(request);
        if (last) {
            ConnectionFields.announceClose(request);
        }
        refusal.send(request);
        if (!request.isEnded()) {
            drop(request, last ? () -> closeUnlessShared(request) : () -> {});
        }
    }

    /** Sends the refusal of a request whose body does not come, and ends its exchange. */
    void refuseAndEnd(HttpServerRequest request, Reply refusal) {
        ConnectionFields.announceClose(request);
        refusal.send(request);
        end(request);
    }

    private void drop(HttpServerRequest request, Runnable atItsEnd) {
        long timer = vertx.setTimer(limitMillis, late -> endUnlessRead(request));
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

    /** Its connection may be on to other requests by now. */
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
