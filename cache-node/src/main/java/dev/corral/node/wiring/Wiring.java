package dev.corral.node.wiring;

import dev.corral.guard.core.Clock;
import dev.corral.guard.core.Environment;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.layer.Shelf;
import dev.corral.guard.layer.Turnstile;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.SharedStore;
import dev.corral.node.metrics.Metric;
import dev.corral.node.metrics.NodeMetrics;
import dev.corral.node.origin.BytesUnderWay;
import dev.corral.node.origin.ForwardedFields;
import dev.corral.node.origin.HttpOrigin;
import dev.corral.node.origin.UrlTemplate;
import dev.corral.node.warm.Rehearsal;
import dev.corral.node.warm.Warmup;
import io.prometheus.client.CollectorRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes what a node is of, from its configuration: the environment, the origin and the caches. */
@Singleton
final class Wiring {

    /** Beside the near cache, and twice as much while a body grows. */
    private static final int SHARE_OF_THE_HEAP = 8;

    @Produces
    @Singleton
    Environment environment(Vertx vertx, Clock clock, Settings settings) {
        Environment environment = new Environment(
                clock,
                ((VertxInternal) vertx).getEventLoopGroup(),
                () -> ThreadLocalRandom.current().nextDouble(),
                new VertxEventLoops(vertx));
        return environment.named(settings.node().name());
    }

    @Produces
    @Singleton
    BytesUnderWay bytesUnderWay(Settings settings, NodeMetrics metrics) {
        long share = Math.max(settings.origin().maxBytes(), Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP);
        BytesUnderWay bytes =
                new BytesUnderWay(settings.origin().maxBytesUnderWay().orElse(share));
        metrics.gauge(Metric.BYTES_UNDER_WAY, bytes::held);
        return bytes;
    }

    @Produces
    @Singleton
    HttpOrigin origin(
            Vertx vertx,
            Settings settings,
            BytesUnderWay underWay,
            Environment environment,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        Settings.Origin origin = settings.origin();
        HttpOrigin.Settings limits = new HttpOrigin.Settings(
                new UrlTemplate(origin.url()),
                origin.timeout(),
                origin.maxBytes(),
                underWay,
                new HttpOrigin.Connections(origin.connections(), origin.keepAlive()),
                origin.versionHeader(),
                new ForwardedFields(origin.forwardHeaders().orElse(List.of())));
        HttpOrigin.Asker asker = new HttpOrigin.Asker(settings.node().name(), "corral/" + version, origin.via());
        return new HttpOrigin(vertx, limits, asker, environment.scheduler());
    }

    @Produces
    @Singleton
    Site.Utilities utilities(
            Settings settings, Environment environment, SharedStore store, FleetLocks locks, Shelf shelf) {
        Turnstile turnstile =
                new Turnstile(settings.gate().loads(), settings.gate().queue());
        return new Site.Utilities(environment, store, locks, turnstile, shelf);
    }

    /** One for all: the framework's default makes another for whoever asks. */
    @Produces
    @Singleton
    CollectorRegistry exported() {
        return new CollectorRegistry(true);
    }

    @Produces
    @Singleton
    Caches caches(
            Settings settings, Site.Utilities utilities, HttpOrigin origin, EventsByCache events, NodeMetrics metrics) {
        return new Assembly(settings, utilities, origin, events, metrics).build();
    }

    @Produces
    @Singleton
    Rehearsal rehearsal(Settings settings, FleetLocks locks, Environment environment) {
        Duration timeout = settings.store().timeout();
        Lease nobodys = new Lease("nobody's", 0);
        return new Rehearsal(
                () -> locks.renew(new Key("rehearsal", settings.node().name()), nobodys, timeout),
                timeout.dividedBy(4),
                settings.warm().limit().dividedBy(2),
                environment);
    }

    @Produces
    @Singleton
    Warmup warmup(Settings settings, Caches caches, Rehearsal rehearsal, Environment environment) {
        return new Warmup(
                WarmKeys.of(settings),
                key -> caches.named(key.cache()).orElseThrow().get(key, Map.of()),
                rehearsal,
                settings.warm().limit(),
                environment);
    }

    void warmUp(@Observes StartupEvent started, Settings settings, Warmup warmup, NodeMetrics metrics) {
        for (String cache : settings.caches().keySet()) {
            metrics.gauge(Metric.WARM_MISSING, () -> warmup.missing(cache), cache);
        }
        warmup.begin();
    }
}
