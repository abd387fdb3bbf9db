package dev.corral.node.drain;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The requests of the HTTP port in progress, and what each answer says about its connection.
 *
 * <p>Stands before everything else on that port, so that whatever answers, be it an error or a path that is not there,
 * says the same. The management port is not looked at.
 */
@Singleton
final class Exchanges {

    /** Before any other filter. */
    private static final int FIRST = Integer.MAX_VALUE;

    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private volatile boolean last;
    private volatile long patienceMillis;

    void watch(@Observes Filters filters) {
        filters.register(this::begin, FIRST);
    }

    long inProgress() {
        // What has ended is read first: a request between the two readings must not hide another.
        long over = ended.sum();
        return begun.sum() - over;
    }

    /**
     * From now on every answer is the last one of its connection, and says so.
     *
     * @param patience how long a connection may still carry answers that are under way beside it
     */
    void beLast(Duration patience) {
        patienceMillis = patience.toMillis();
        last = true;
    }

    private void begin(RoutingContext exchange) {
        begun.increment();
        // Decided when the answer is written: its request may have come before anybody knew.
        exchange.addHeadersEndHandler(head -> sayIfLast(exchange.request()));
        exchange.addEndHandler(new End(exchange.request()));
        exchange.next();
    }

    /** Told of on the exchange's own loop, and by some connections twice. */
    private final class End implements Handler<AsyncResult<Void>> {
        private final HttpServerRequest request;
        private boolean over;

        End(HttpServerRequest request) {
            this.request = request;
        }

        @Override
        public void handle(AsyncResult<Void> end) {
            if (!over) {
                over = true;
                ended.increment();
                closeIfLast(request);
            }
        }
    }

    private void sayIfLast(HttpServerRequest request) {
        if (!last) {
            return;
        }
        if (request.version() == HttpVersion.HTTP_2) {
            request.connection().shutdown(patienceMillis, TimeUnit.MILLISECONDS);
        } else {
            request.response().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** What was said over HTTP/1.1 is done by whoever said it. */
    private void closeIfLast(HttpServerRequest request) {
        if (last && request.response().headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true)) {
            request.connection().close();
        }
    }
}
