package dev.corral.node.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Refuses requests for the framework's resources by their head, with a problem; the server's own limit would close the
 * connection without a response. No such resource reads a body. Rows have a route of their own.
 */
@Singleton
final class BodyLimit {

    private static final int BEFORE_THE_SERVERS_OWN = 10;

    private final Refusals refusals;

    BodyLimit(Refusals refusals) {
        this.refusals = refusals;
    }

    void begin(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_SERVERS_OWN);
    }

    private void check(RoutingContext exchange) {
        try {
            refusals.checkHeader(exchange.request());
            if (BodyAnnouncement.isMade(exchange.request())) {
                refusals.dropBody(exchange.request());
            }
        } catch (ProblemException refused) {
            refusals.refuse(exchange.request(), refused);
            return;
        }
        exchange.next();
    }
}
