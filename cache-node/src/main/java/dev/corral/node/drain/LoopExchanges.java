package dev.corral.node.drain;

import dev.corral.node.clients.ClientConnection;
import io.netty.channel.EventLoop;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The exchanges of one event loop that are not over, each linked with the one that began before it.
 *
 * <p>All but the count is of that loop alone. Until the node goes, a request pays for a link; and for a handler, where it
 * waits.
 */
final class LoopExchanges {

    private final EventLoop loop;
    private final AtomicLong inProgress = new AtomicLong();
    private Exchange newest;
    private Duration patience;

    LoopExchanges(EventLoop loop) {
        this.loop = loop;
    }

    /** May be asked from anywhere. */
    long inProgress() {
        return inProgress.get();
    }

    /** Goes on with an exchange that is counted from now to its end. */
    void begin(RoutingContext routing) {
        Exchange begun = new Exchange(routing, newest);
        if (newest != null) {
            newest.younger = begun;
        }
        newest = begun;
        inProgress.setRelease(inProgress.getPlain() + 1);
        if (patience != null) {
            begun.beLast();
        }
        try {
            routing.next();
        } finally {
            begun.endOrWait();
        }
    }

    /** To be told on the loop. */
    void beLast(Duration patience) {
        if (this.patience == null) {
            this.patience = patience;
            for (Exchange each = newest; each != null; each = each.older) {
                each.beLast();
            }
        }
    }

    /** Told of its end by some connections twice. */
    private final class Exchange implements Handler<AsyncResult<Void>> {
        private final RoutingContext routing;
        private final ClientConnection connection;
        private Exchange older;
        private Exchange younger;
        private boolean over;

        Exchange(RoutingContext routing, Exchange older) {
            this.routing = routing;
            this.older = older;
            this.connection = ClientConnection.of(routing.request());
            if (connection != null) {
                connection.begin(routing.request());
            }
        }

        /** Said when its answer is written: the request may have come before anybody knew. */
        void beLast() {
            HttpServerRequest request = routing.request();
            routing.addHeadersEndHandler(head -> {
                if (ConnectionFields.isMultiplexed(request)) {
                    request.connection().shutdown(patience.toMillis(), TimeUnit.MILLISECONDS);
                } else {
                    ConnectionFields.announceClose(request);
                }
            });
        }

        /** Most are answered at once, and have nothing to wait for. */
        void endOrWait() {
            if (isAnswered()) {
                end();
                return;
            }
            try {
                routing.addEndHandler(this);
            } catch (IllegalStateException answeredElsewhere) {
                // Between the two questions.
            }
            // Once the handler stands: another thread may have answered before, and then nobody calls it.
            if (isAnswered()) {
                end();
            }
        }

        private boolean isAnswered() {
            HttpServerResponse response = routing.response();
            return response.ended() || response.closed();
        }

        @Override
        public void handle(AsyncResult<Void> end) {
            if (loop.inEventLoop()) {
                end();
            } else {
                loop.execute(this::end);
            }
        }

        private void end() {
            if (over) {
                return;
            }
            over = true;
            unlink();
            inProgress.setRelease(inProgress.getPlain() - 1);
            if (connection != null) {
                connection.end();
            }
            closeIfLast();
        }

        private void unlink() {
            if (younger == null) {
                newest = older;
            } else {
                younger.older = older;
            }
            if (older != null) {
                older.younger = younger;
            }
        }

        /** What was said over HTTP/1.1 is done by whoever said it. */
        private void closeIfLast() {
            HttpServerRequest request = routing.request();
            if (patience != null
                    && request.response().headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true)) {
                request.connection().close();
            }
        }
    }
}
