package dev.corral.node.wiring;

import dev.corral.guard.cache.NodeContext;
import dev.corral.guard.cache.StoreAccess;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.gate.Permits;
import dev.corral.guard.invalidation.PendingInvalidations;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.probe.LoopLag;
import dev.corral.guard.redis.Member;
import dev.corral.guard.redis.RedisStore;
import dev.corral.guard.redis.VertxEventLoops;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.Lateness;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.SharedStore;
import dev.corral.node.cache.Caches;
import dev.corral.node.config.Settings;
import dev.corral.node.config.WarmKeys;
import dev.corral.node.memory.ResponseBudget;
import dev.corral.node.metrics.Metric;
import dev.corral.node.metrics.NodeMetrics;
import dev.corral.node.origin.ForwardedFields;
import dev.corral.node.origin.HttpOrigin;
import dev.corral.node.origin.KeyPaths;
import dev.corral.node.origin.OriginState;
import dev.corral.node.origin.UrlTemplate;
import dev.corral.node.origin.WriteLimits;
import dev.corral.node.tolerance.InvalidationRetry;
import dev.corral.node.tolerance.OriginWrites;
import dev.corral.node.traces.Traces;
import dev.corral.node.warm.StoreCheck;
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

/** Creates the parts of a node from its configuration: the environment, the origin and the caches. */
@Singleton
final class Wiring {

    @Produces
    @Singleton
    Environment environment(Vertx vertx, Clock clock, Member member, LoopLag lag) {
        Environment environment = new Environment(
                clock,
                ((VertxInternal) vertx).getEventLoopGroup(),
                () -> ThreadLocalRandom.current().nextDouble(),
                new VertxEventLoops(vertx));
        return environment.named(member.name() + ":" + member.instance()).with(Lateness.of(lag));
    }

    @Produces
    @Singleton
    LoopLag loopLag(Vertx vertx, Clock clock) {
        LoopLag lag = new LoopLag(clock, ((VertxInternal) vertx).getEventLoopGroup());
        // Before the store and the caches, whose waits depend on it.
        lag.begin();
        return lag;
    }

    @Produces
    @Singleton
    HttpOrigin origin(
            Vertx vertx,
            Settings settings,
            ResponseBudget underWay,
            WriteLimits writes,
            NodeMetrics metrics,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        Settings.Origin origin = settings.origin();
        HttpOrigin.Settings limits = new HttpOrigin.Settings(
                new UrlTemplate(origin.url(), new KeyPaths(origin.keepSlashes())),
                origin.timeout(),
                origin.maxBytes(),
                underWay,
                new HttpOrigin.Connections(origin.connections(), origin.keepAlive(), origin.rest()),
                origin.versionHeader(),
                new ForwardedFields(origin.forwardHeaders().orElse(List.of())));
        HttpOrigin.Asker asker = new HttpOrigin.Asker(settings.node().name(), "corral/" + version, origin.via());
        HttpOrigin http = new HttpOrigin(vertx, limits, asker, writes);
        measure(http, metrics);
        return http;
    }

    @Produces
    @Singleton
    WriteLimits writes(Settings settings, Environment environment) {
        return new OriginWrites(
                settings.bulkhead().settings(),
                settings.breaker().settings(),
                settings.origin().timeout(),
                environment.loops());
    }

    private static void measure(HttpOrigin origin, NodeMetrics metrics) {
        metrics.gauge(Metric.ORIGIN_REACHABLE, () -> origin.state().cause().isEmpty() ? 1 : 0);
        metrics.gauge(Metric.ORIGIN_CONNECTIONS, origin.counts()::connections);
        metrics.gauge(Metric.ORIGIN_CONNECTIONS_UNFIT, origin.counts()::unfit);
        metrics.gauge(Metric.ORIGIN_SECOND_TRIES, origin.counts()::secondTries);
    }

    @Produces
    @Singleton
    OriginState originState(HttpOrigin origin) {
        return origin.state();
    }

    @Produces
    @Singleton
    NodeContext context(
            Settings settings,
            Environment environment,
            RedisStore store,
            NearStore near,
            PendingInvalidations pending,
            NodeMetrics metrics) {
        Permits permits = new Permits(settings.gate().loads(), settings.gate().queue());
        metrics.gauge(Metric.GATE_PERMITS, permits::limit);
        metrics.gauge(Metric.GATE_PERMITS_IN_USE, permits::inside);
        metrics.gauge(Metric.GATE_QUEUED, permits::queued);
        metrics.gauge(Metric.GATE_QUEUE_LIMIT, permits::queueLimit);
        return new NodeContext(environment, StoreAccess.of(store), permits, near, pending);
    }

    @Produces
    @Singleton
    PendingInvalidations pending(
            Settings settings, SharedStore store, Environment environment, EventsByCache events, NodeMetrics metrics) {
        InvalidationRetry retry = new InvalidationRetry(CacheFactory.longestLife(settings), environment);
        PendingInvalidations pending = new PendingInvalidations(
                store, settings.store().pendingInvalidations(), environment, events::of, retry);
        metrics.gauge(Metric.PENDING_INVALIDATIONS, pending::size);
        return pending;
    }

    /** One registry for all; the framework's default would create another one at each injection. */
    @Produces
    @Singleton
    CollectorRegistry exported() {
        return new CollectorRegistry(true);
    }

    @Produces
    @Singleton
    Caches caches(
            Settings settings,
            NodeContext context,
            HttpOrigin origin,
            EventsByCache events,
            NodeMetrics metrics,
            Traces traces) {
        return CacheFactory.of(settings, context, origin, events, metrics).build(traces);
    }

    @Produces
    @Singleton
    StoreCheck storeCheck(Settings settings, FleetLocks locks, Environment environment) {
        Duration timeout = settings.store().timeout();
        Lease nobodys = new Lease("nobody's", 0);
        return new StoreCheck(
                () -> locks.renew(new Key("store-check", settings.node().name()), nobodys, timeout),
                timeout.dividedBy(4),
                settings.warm().limit().dividedBy(2),
                environment);
    }

    @Produces
    @Singleton
    Warmup warmup(Settings settings, Caches caches, StoreCheck storeCheck, Environment environment) {
        return new Warmup(
                WarmKeys.of(settings),
                key -> caches.named(key.cache()).orElseThrow().get(key, Map.of()),
                storeCheck,
                settings.warm().limit(),
                environment);
    }

    void export(
            @Observes StartupEvent started,
            NodeMetrics metrics,
            LoopLag lag,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        metrics.gauge(Metric.LOOP_LAG, () -> lag.maximum().toNanos() / 1e9);
        metrics.gauge(Metric.BUILD_INFO, () -> 1, version);
    }
}
