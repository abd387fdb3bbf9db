package dev.corral.node.rest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Adds {@code Vary: Origin} to every response if CORS is enabled. The framework's filter allows one page and not
 * another, but does not add the header that caches in front of the node need.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches">Fetch, CORS protocol and HTTP caches</a>
 */
@Singleton
final class CorsVary {

    private static final int BEFORE_ALL = Integer.MIN_VALUE;

    private final boolean cors;

    CorsVary(@ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean cors) {
        this.cors = cors;
    }

    void begin(@Observes Router router) {
        if (cors) {
            router.route().order(BEFORE_ALL).handler(exchange -> {
                exchange.response().headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
                exchange.next();
            });
        }
    }
}
