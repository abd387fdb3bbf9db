package dev.corral.node.rest;

import io.netty.buffer.Unpooled;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a row that is too large with a problem, before the server's own limit ends the connection without a word. */
@Singleton
final class BodyLimit {

    private static final int BEFORE_THE_SERVERS_OWN = 10;

    private final long maxBytes;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.maxBytes = limit.asLongValue();
    }

    void begin(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_SERVERS_OWN);
    }

    private void check(RoutingContext context) {
        if (tooLarge(context.request())) {
            refuse(context);
        } else {
            context.next();
        }
    }

    /** A body of unannounced length is left to the server's limit. */
    private boolean tooLarge(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && Long.parseLong(length) > maxBytes;
    }

    private void refuse(RoutingContext context) {
        Problem problem =
                Problem.of(413, "too-large", "The row is too large", "a row has at most " + maxBytes + " bytes");
        context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(BufferImpl.buffer(Unpooled.wrappedBuffer(problem.json())));
    }
}
