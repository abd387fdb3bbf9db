package dev.corral.node.wiring;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.cache.Lifetimes;
import dev.corral.guard.cache.NodeContext;
import dev.corral.guard.cache.StoreAccess;
import dev.corral.guard.core.Key;
import dev.corral.guard.gate.Permits;
import dev.corral.guard.invalidation.PendingInvalidations;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.policy.Staleness;
import dev.corral.guard.probe.Events;
import dev.corral.guard.redis.RedisStore;
import dev.corral.guard.redis.ScratchStore;
import dev.corral.guard.runtime.Environment;
import dev.corral.node.cache.NamedCache;
import dev.corral.node.config.CacheSettings;
import dev.corral.node.config.Rules;
import dev.corral.node.config.Settings;
import dev.corral.node.memory.ResponseBudget;
import dev.corral.node.metrics.NodeMetrics;
import dev.corral.node.origin.ForwardedFields;
import dev.corral.node.origin.HttpOrigin;
import dev.corral.node.origin.KeyPaths;
import dev.corral.node.origin.UrlTemplate;
import dev.corral.node.origin.WriteLimits;
import dev.corral.node.rehearsal.Scratch;
import io.prometheus.client.CollectorRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The parts of a node that a rehearsal does not share with clients: the cache with the most layers under a random name,
 * its store, its near entries, its limits and its metrics, which are not exported.
 */
final class ScratchNode implements Scratch {

    /** Longer than the life of an entry. A node that is killed leaves fences for this time. */
    private static final Duration FENCE_LIFE = Duration.ofSeconds(30);

    private static final Duration TTL = Duration.ofMillis(100);
    private static final Duration STALE = Duration.ofSeconds(2);
    private static final Duration NEGATIVE_TTL = Duration.ofSeconds(1);
    private static final long NEAR_BYTES = 4 << 20;
    private static final long BUDGET = 1 << 20;
    private static final int PENDING = 100;
    /** Short, because each round needs several connections, and the stand-in never sends a second response. */
    private static final Duration REST = Duration.ofMillis(10);

    /** The library that limits writes would count them in its metrics. */
    private static final WriteLimits UNLIMITED = new WriteLimits() {
        @Override
        public <T> Uni<T> limit(Uni<T> write) {
            return write;
        }
    };

    private final ScratchStore store;
    private final NearStore near;
    private final HttpOrigin origin;
    private final NamedCache cache;

    /** @param url the URL template of the origin */
    ScratchNode(Settings settings, Vertx vertx, Environment environment, RedisStore shared, String url) {
        NodeMetrics metrics = new NodeMetrics(new CollectorRegistry());
        CacheConfig model =
                CacheFactory.served(settings).reduce((fewer, more) -> more).orElseThrow();
        CacheConfig config = brief(model, "rehearsal-" + UUID.randomUUID());
        CacheSettings configured = settings.caches().get(model.cache());
        Events events = metrics.events(config.cache());
        // Pushes are requested for the identity of the rows only.
        this.store = shared.scratch(Rules.REHEARSAL_IDENTITY, FENCE_LIFE, name -> events);
        this.near =
                new NearStore(Math.min(NEAR_BYTES, settings.near().maxBytes()), environment.clock(), name -> events);
        // No push reports changes of these keys; the rehearsal does.
        near.allChanged();
        NodeContext node = new NodeContext(
                environment,
                StoreAccess.of(store),
                new Permits(settings.gate().loads(), settings.gate().queue()),
                near,
                new PendingInvalidations(store, PENDING, environment, name -> events));
        this.origin = origin(settings, vertx, url);
        this.cache =
                CacheFactory.unreported(settings, node, origin, events, metrics).untraced(config, configured);
    }

    /** Returns the same chain for a cache of another name whose entries live for a short time. */
    private static CacheConfig brief(CacheConfig model, String name) {
        Lifetimes lifetimes = model.lifetimes();
        Staleness staleness = new Staleness(
                briefly(lifetimes.staleness().whileRevalidate()),
                briefly(lifetimes.staleness().ifError()));
        return new CacheConfig(
                name,
                model.layers(),
                new Lifetimes(
                        TTL,
                        Map.of(),
                        staleness,
                        lifetimes.beta(),
                        lifetimes.jitter(),
                        lifetimes.negativeTtl().map(configured -> NEGATIVE_TTL)),
                model.times(),
                model.bounds());
    }

    private static Duration briefly(Duration configured) {
        return configured.isPositive() ? STALE : Duration.ZERO;
    }

    private static HttpOrigin origin(Settings settings, Vertx vertx, String url) {
        Settings.Origin configured = settings.origin();
        Duration rest = configured.rest().compareTo(REST) < 0 ? configured.rest() : REST;
        // The limit of clients' connections is also that of the stand-in, because it is one of all servers.
        int most = Math.min(
                configured.connections(), Math.max(1, settings.clients().maxConnections() / 2));
        HttpOrigin.Settings limits = new HttpOrigin.Settings(
                new UrlTemplate(url, new KeyPaths(configured.keepSlashes())),
                configured.timeout(),
                configured.maxBytes(),
                new ResponseBudget(Math.max(BUDGET, configured.maxBytes())),
                new HttpOrigin.Connections(most, configured.keepAlive(), rest),
                configured.versionHeader(),
                new ForwardedFields(configured.forwardHeaders().orElse(List.of())));
        HttpOrigin.Asker asker = new HttpOrigin.Asker(settings.node().name(), "corral-rehearsal", Optional.empty());
        return HttpOrigin.unreported(vertx, limits, asker, UNLIMITED);
    }

    @Override
    public NamedCache cache() {
        return cache;
    }

    @Override
    public void changed(Key key) {
        near.changed(key);
    }

    @Override
    public Uni<Void> forget(Key key) {
        return store.forget(key);
    }

    @Override
    public Uni<Void> close() {
        cache.endLoads();
        return store.close().onTermination().invoke(origin::close);
    }
}
