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
 * The exchanges in progress on one event loop, linked in the order in which they began.
 *
 * <p>Everything except the count belongs to that loop alone. Until the node drains, a request costs one link, and one
 * handler if it is not answered at once.
 */
final class LoopExchanges {

    private final EventLoop loop;
    private final AtomicLong inProgress = new AtomicLong();
    private Exchange newest;
    private Duration patience;

    LoopExchanges(EventLoop loop) {
        this.loop = loop;
    }

    /** May be called from any thread. */
    long inProgress() {
        return inProgress.get();
    }

    /** Counts an exchange from now to its end, and calls the next handler. */
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

    /** Must be called on the event loop. */
    void beLast(Duration patience) {
        if (this.patience == null) {
            this.patience = patience;
            for (Exchange each = newest; each != null; each = each.older) {
                each.beLast();
            }
        }
    }

    /** An exchange in progress. Some connections report its end twice. */
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

        /** Runs when the response head is written, because the request may have arrived before the drain began. */
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

        /** Ends an exchange that is already answered, as most are, and waits for the end of any other. */
        void endOrWait() {
            if (isAnswered()) {
                end();
                return;
            }
            try {
                routing.addEndHandler(this);
            } catch (IllegalStateException answeredElsewhere) {
                // The response ended between the two checks.
            }
            // Checked again once the handler is added: if another thread ended the response before, the handler never
            // runs.
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

        /**
         * Closes an HTTP/1.1 connection whose response has announced that it is the last one, once the body of the request
         * is complete: a client that still sends could lose the response.
         */
        private void closeIfLast() {
            HttpServerRequest request = routing.request();
            if (patience != null
                    && request.response().headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true)) {
                if (request.isEnded()) {
                    request.connection().close();
                } else {
                    request.end().onSuccess(complete -> request.connection().close());
                }
            }
        }
    }
}
