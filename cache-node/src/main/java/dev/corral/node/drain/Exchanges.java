package dev.corral.node.drain;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

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

    private static final long LAST_STREAMS_SECONDS = 30;

    private final AtomicInteger inProgress = new AtomicInteger();
    private volatile boolean last;

    void watch(@Observes Filters filters) {
        filters.register(this::begin, FIRST);
    }

    int inProgress() {
        return inProgress.get();
    }

    /** From now on every answer is the last one of its connection, and says so. */
    void beLast() {
        last = true;
    }

    private void begin(RoutingContext exchange) {
        inProgress.incrementAndGet();
        AtomicBoolean parting = new AtomicBoolean();
        // Decided when the answer is written: its request may have come before anybody knew.
        exchange.addHeadersEndHandler(head -> parting.set(last && partingSaid(exchange.request())));
        exchange.addEndHandler(end -> {
            inProgress.decrementAndGet();
            if (parting.get()) {
                exchange.request().connection().close();
            }
        });
        exchange.next();
    }

    /** False where the connection closes by itself, after its last stream. */
    private static boolean partingSaid(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        if (request.version() == HttpVersion.HTTP_2) {
            connection.shutdown(LAST_STREAMS_SECONDS, TimeUnit.SECONDS);
            return false;
        }
        request.response().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        return true;
    }
}
