package dev.corral.node.wiring;

import dev.corral.guard.probe.LoopLag;
import dev.corral.guard.redis.RedisStore;
import dev.corral.guard.runtime.Environment;
import dev.corral.node.cache.Caches;
import dev.corral.node.config.ServedCaches;
import dev.corral.node.config.Settings;
import dev.corral.node.metrics.Metric;
import dev.corral.node.metrics.NodeMetrics;
import dev.corral.node.rehearsal.Rehearsal;
import dev.corral.node.rehearsal.Target;
import dev.corral.node.warm.Warmup;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Begins the rehearsal when an HTTP port listens, and the warm-up when the rehearsal is over. */
@Singleton
final class RehearsalLink {

    /** In front of the drain, and of the close of the store. */
    private static final int FIRST = 1;

    @Produces
    @Singleton
    Rehearsal rehearsal(Settings settings, Vertx vertx, Environment environment, RedisStore store, Caches caches) {
        Rehearsal.Parts parts = new Rehearsal.Parts(
                vertx,
                environment.clock(),
                caches,
                url -> new ScratchNode(settings, vertx, environment, store, url),
                settings.origin().versionHeader(),
                settings.writes(),
                settings.clients().maxConnections());
        return new Rehearsal(settings.warm().rehearsal(), parts);
    }

    void begin(
            @Observes StartupEvent started,
            Settings settings,
            Rehearsal rehearsal,
            Warmup warmup,
            LoopLag lag,
            NodeMetrics metrics) {
        for (String cache : ServedCaches.of(settings).keySet()) {
            metrics.gauge(Metric.WARM_MISSING, () -> warmup.missing(cache), cache);
        }
        rehearsal.begin(() -> {
            // Loops that compile are late; the metric is about the node that clients use.
            lag.forgetMaximum();
            warmup.begin();
        });
    }

    void listening(@ObservesAsync HttpServerStart start, Rehearsal rehearsal, Config config) {
        if (!redirects(config)) {
            rehearsal.listening(
                    new Target(start.options().getHost(), port(start.options(), "quarkus.http.port", config), false));
        }
    }

    void listening(@ObservesAsync HttpsServerStart start, Rehearsal rehearsal, Config config) {
        rehearsal.listening(
                new Target(start.options().getHost(), port(start.options(), "quarkus.http.ssl-port", config), true));
    }

    void stop(@Observes @Priority(FIRST) ShutdownDelayInitiatedEvent stopping, Rehearsal rehearsal) {
        rehearsal.stop();
    }

    void stop(@Observes @Priority(FIRST) ShutdownEvent stopping, Warmup warmup) {
        warmup.stop();
    }

    /** Whether the port without TLS serves nothing, but redirects clients to the one with TLS. */
    private static boolean redirects(Config config) {
        return config.getOptionalValue("quarkus.http.insecure-requests", String.class)
                .map(requests -> requests.equalsIgnoreCase("redirect"))
                .orElse(false);
    }

    /** Port 0 stands for a free port, which the framework sets as the property when it listens. */
    private static int port(HttpServerOptions options, String property, Config config) {
        return options.getPort() > 0 ? options.getPort() : config.getValue(property, Integer.class);
    }
}
