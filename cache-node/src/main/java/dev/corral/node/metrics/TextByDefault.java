package dev.corral.node.metrics;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Serves the metrics in Prometheus' text format, unless a client asks for OpenMetrics only. The framework serves
 * OpenMetrics to a client that accepts anything, such as curl. There a counter's help stands under the name without
 * {@code _total}, where {@code promtool check metrics} does not find it.
 */
@Singleton
final class TextByDefault {

    private static final String PATH = "/q/metrics";
    private static final String OPEN_METRICS = "application/openmetrics-text";
    /** In front of the framework's handler. */
    private static final int FIRST = Integer.MIN_VALUE;

    void begin(@Observes ManagementInterface management) {
        management.router().route(PATH).order(FIRST).handler(TextByDefault::choose);
    }

    private static void choose(RoutingContext exchange) {
        String accepted = exchange.request().getHeader(HttpHeaders.ACCEPT);
        if (accepted == null || !accepted.contains(OPEN_METRICS)) {
            exchange.request().headers().set(HttpHeaders.ACCEPT, "text/plain");
        }
        exchange.next();
    }
}
