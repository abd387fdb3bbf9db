package dev.corral.node.rest;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.cors.CORSFilter;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URISyntaxException;
import java.util.stream.Stream;

/**
 * Sends a problem for requests that fail before any route has answered them: because of their host, target or method.
 */
@Singleton
final class RequestFailures {

    private static final int BEFORE_THE_SERVERS_OWN = -50;
    private static final String WHOLE_SERVER = "*";

    private final Refusals refusals;

    RequestFailures(Refusals refusals) {
        this.refusals = refusals;
    }

    void begin(@Observes Router router) {
        router.route().order(BEFORE_THE_SERVERS_OWN).failureHandler(this::handle);
    }

    private void handle(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (request.method().equals(HttpMethod.OPTIONS) && WHOLE_SERVER.equals(request.uri())) {
            refusals.tellMethods(request, RowRoute.READS_AND_WRITES);
        } else {
            refusals.refuse(request, problem(exchange));
        }
    }

    private static Problem problem(RoutingContext exchange) {
        if (exchange.request().method().equals(HttpMethod.CONNECT)) {
            return Problem.plain(
                    501, "Not Implemented", "the node is not a proxy: it opens no connections for its clients");
        }
        Throwable failure = exchange.failure();
        return switch (exchange.statusCode()) {
            case 404 -> Problems.invalidTarget("a request target must begin with a slash, or with http:// and a host");
            case 400 -> Problems.invalidTarget("Host, or :authority over HTTP/2, must have a host and at most a port");
            default -> failure == null ? plain(exchange.statusCode()) : problem(failure);
        };
    }

    /**
     * The problem of a failure inside the framework, which parses targets and origins itself and accepts fewer than the
     * node.
     */
    private static Problem problem(Throwable failure) {
        if (failure.getCause() instanceof URISyntaxException) {
            return Problems.invalidTarget("a request target must be a URI: percent-encode all other characters");
        }
        return isOfCors(failure)
                ? Problem.plain(403, "Forbidden", "quarkus.http.cors.origins does not allow this Origin")
                : Problems.of(failure);
    }

    /** Whether the CORS filter failed: it compares hosts, and finds none if a name contains an underscore. */
    private static boolean isOfCors(Throwable failure) {
        return failure instanceof NullPointerException
                && Stream.of(failure.getStackTrace())
                        .anyMatch(each -> each.getClassName().equals(CORSFilter.class.getName()));
    }

    private static Problem plain(int status) {
        return Problem.plain(status, HttpResponseStatus.valueOf(status).reasonPhrase());
    }
}
