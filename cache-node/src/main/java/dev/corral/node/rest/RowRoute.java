package dev.corral.node.rest;

import dev.corral.guard.core.Key;
import dev.corral.node.cache.Caches;
import dev.corral.node.cache.NamedCache;
import dev.corral.node.config.Settings;
import dev.corral.node.origin.KeyPaths;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The route of rows: every method of every URL that names a row or its entry.
 *
 * <p>It is placed in front of the framework's resources, because for a hit they cost more than the node itself and
 * parse a path in their own way, and in front of all handlers that read bodies.
 */
@Singleton
final class RowRoute {

    /** In front of the handlers that read bodies, and behind those that decide whether a client has access. */
    private static final int ORDER_BEFORE_BODY_HANDLERS = -50;

    private static final String READS = "GET, HEAD, OPTIONS";
    static final String READS_AND_WRITES = "GET, HEAD, PUT, DELETE, OPTIONS";

    private final Caches caches;
    private final Reads reads;
    private final Writes writes;
    private final StoredEntries entries;
    private final Refusals refusals;
    private final KeyPaths keys;

    RowRoute(Caches caches, Reads reads, Writes writes, StoredEntries entries, Refusals refusals, Settings settings) {
        this.caches = caches;
        this.reads = reads;
        this.writes = writes;
        this.entries = entries;
        this.refusals = refusals;
        this.keys = new KeyPaths(settings.origin().keepSlashes());
    }

    /**
     * Registers a route without a path or a method: for every request the server would store the rest of the path, and
     * look the method up in a set.
     */
    void begin(@Observes Router router) {
        router.route().order(ORDER_BEFORE_BODY_HANDLERS).handler(this::handle);
    }

    private void handle(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        try {
            RequestTargets.checkLength(request.uri());
            Optional<RowTarget> target = RowTarget.of(request.uri());
            if (target.isPresent()) {
                answer(exchange, request, target.get());
                return;
            }
            RequestTargets.check(request.uri());
        } catch (ProblemException refused) {
            refusals.refuse(request, refused);
            return;
        } catch (RuntimeException failure) {
            PendingReply.replace(request, failure);
            return;
        }
        exchange.next();
    }

    private void answer(RoutingContext exchange, HttpServerRequest request, RowTarget target) {
        refusals.checkHeader(request);
        NamedCache cache = target.cache(caches);
        Key key = target.key(cache, keys);
        if (isRead(request.method())) {
            if (BodyAnnouncement.isMade(request)) {
                refusals.dropBody(request);
            }
            PendingReply.sendRead(
                    exchange,
                    target.isEntry()
                            ? entries.of(cache, key)
                            : reads.of(cache, key, request.method().name(), FieldLines.of(request)));
        } else {
            answerOther(request, target.isEntry(), cache, key);
        }
    }

    private void answerOther(HttpServerRequest request, boolean entry, NamedCache cache, Key key) {
        String allowed = entry || !writes.allowed() ? READS : READS_AND_WRITES;
        switch (entry ? entryMethod(request) : request.method().name()) {
            case "PUT" -> writes.put(request, cache, key);
            case "DELETE" -> writes.delete(request, cache, key);
            case "OPTIONS" -> refusals.tellMethods(request, allowed);
            default -> refusals.refuseMethod(request, allowed);
        }
    }

    /** Returns an empty name for every method but OPTIONS, because an entry can only be read. */
    private static String entryMethod(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS) ? "OPTIONS" : "";
    }

    private static boolean isRead(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }
}
