package dev.corral.node.wiring;

import dev.corral.guard.core.Clock;
import dev.corral.guard.core.Environment;
import dev.corral.guard.layer.Shelf;
import dev.corral.guard.layer.Turnstile;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.SharedStore;
import dev.corral.node.metrics.NodeMeters;
import dev.corral.node.origin.ForwardedFields;
import dev.corral.node.origin.HttpOrigin;
import dev.corral.node.origin.UrlTemplate;
import dev.corral.node.warm.Warmup;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Makes what a node is of, from its configuration: the environment, the origin and the caches. */
@Singleton
final class Wiring {

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
    HttpOrigin origin(Vertx vertx, Settings settings, Environment environment) {
        Settings.Origin origin = settings.origin();
        HttpOrigin.Settings limits = new HttpOrigin.Settings(
                new UrlTemplate(origin.url()),
                origin.timeout(),
                origin.maxBytes(),
                origin.connections(),
                origin.versionHeader(),
                new ForwardedFields(origin.forwardHeaders().orElse(List.of())));
        return new HttpOrigin(vertx, limits, settings.node().name(), environment.scheduler());
    }

    @Produces
    @Singleton
    Site.Utilities utilities(
            Settings settings, Environment environment, SharedStore store, FleetLocks locks, Shelf shelf) {
        Turnstile turnstile =
                new Turnstile(settings.gate().loads(), settings.gate().queue());
        return new Site.Utilities(environment, store, locks, turnstile, shelf);
    }

    @Produces
    @Singleton
    Caches caches(
            Settings settings,
            Site.Utilities utilities,
            HttpOrigin origin,
            EventsByCache events,
            MeterRegistry metrics) {
        return new Caches(new Assembly(settings, utilities, origin, events, metrics).build());
    }

    @Produces
    @Singleton
    @Startup
    Warmup warmup(Settings settings, Caches caches, Environment environment, MeterRegistry metrics) {
        Warmup warmup = new Warmup(
                WarmKeys.of(settings),
                key -> caches.named(key.cache()).orElseThrow().get(key, Map.of()),
                settings.warm().limit(),
                environment);
        for (String cache : settings.caches().keySet()) {
            NodeMeters.missing(metrics, cache, () -> warmup.missing(cache));
        }
        warmup.begin();
        return warmup;
    }
}
