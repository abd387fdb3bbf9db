package dev.corral.node.rest;

import dev.corral.node.cache.Caches;
import dev.corral.node.cache.NamedCache;
import dev.corral.node.hot.HotKeys;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The route of the most frequent keys of a cache. It is on the management port only, because keys are data of the users
 * of a service.
 */
@Singleton
final class HotKeysRoute {

    private static final String WINDOW = HotKeys.SPAN.toMinutes() + "m";

    private final Instance<Caches> caches;
    private final JsonReplies replies;

    /** @param caches are built after the routes */
    HotKeysRoute(Instance<Caches> caches, JsonReplies replies) {
        this.caches = caches;
        this.replies = replies;
    }

    /** The most frequent keys of a cache on this node. */
    record View(String cache, String window, List<HotKeys.Load> loads, List<HotKeys.Read> reads) {
        static View of(NamedCache cache) {
            HotKeys hot = cache.hot();
            return new View(cache.name(), WINDOW, hot.mostLoads(), hot.mostReads());
        }
    }

    void register(@Observes ManagementInterface management) {
        management.router().get("/caches/:cache/hot").handler(this::answer);
    }

    private void answer(RoutingContext exchange) {
        caches.get()
                .named(exchange.pathParam("cache"))
                .map(cache -> replies.of(View.of(cache)).field("Cache-Control", "no-store"))
                .orElseGet(() -> Responses.of(Problems.unknownCache()))
                .send(exchange.request());
    }
}
