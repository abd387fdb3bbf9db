package dev.corral.node.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Refuses by its header what no resource of the framework answers, with a problem: the server's own limit would end the
 * connection without a word. Rows have a route of their own before this.
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
        } catch (ProblemException refused) {
            refusals.refuse(exchange.request(), refused);
            return;
        }
        exchange.next();
    }
}
