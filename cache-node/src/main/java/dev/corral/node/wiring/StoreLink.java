package dev.corral.node.wiring;

import dev.corral.guard.near.NearStore;
import dev.corral.guard.redis.Keyspace;
import dev.corral.guard.redis.Member;
import dev.corral.guard.redis.RedisInfo;
import dev.corral.guard.redis.RedisStore;
import dev.corral.guard.redis.RedisStoreSettings;
import dev.corral.guard.runtime.Clock;
import dev.corral.node.config.FrameworkNames;
import dev.corral.node.config.GuardsEnabled;
import dev.corral.node.config.RedisAddress;
import dev.corral.node.config.Settings;
import dev.corral.node.health.StoreState;
import dev.corral.node.metrics.Metric;
import dev.corral.node.metrics.NodeMetrics;
import dev.corral.node.origin.UrlTemplate;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Connects the node to the fleet's Redis. */
@Singleton
final class StoreLink {

    private static final Logger LOG = Logger.getLogger(StoreLink.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    /**
     * The number of entry lifetimes for which a fence is remembered: longer than anything that was written under it.
     */
    private static final int FENCE_LIVES = 2;

    private static final Duration SHORTEST_FENCE_LIFE = Duration.ofDays(1);
    private static final int MAX_WAITING = 8_192;

    /** Checks the settings of the framework, before the first connection is opened. */
    StoreLink(Config config) {
        FrameworkNames.check(config);
        GuardsEnabled.check(config);
    }

    @Produces
    @Singleton
    Keyspace keyspace(Settings settings) {
        String template = new UrlTemplate(settings.origin().url()).normalised();
        String identity = settings.origin().identity().orElseGet(() -> Keyspace.identityOf(template));
        return Keyspace.of(settings.redis().prefix(), identity);
    }

    @Produces
    @Singleton
    Member member(Settings settings) {
        return Member.named(settings.node().name());
    }

    @Produces
    @Singleton
    RedisStore store(
            Vertx vertx,
            RedisAddress address,
            Settings settings,
            Keyspace keyspace,
            Member member,
            EventsByCache events) {
        RedisStoreSettings numbers = new RedisStoreSettings(
                keyspace, member, settings.store().timeout(), fenceLife(settings), HEARTBEAT, MAX_WAITING);
        return RedisStore.connect(
                vertx,
                address::options,
                numbers,
                () -> ThreadLocalRandom.current().nextDouble(),
                events::of);
    }

    void begin(
            @Observes StartupEvent event, RedisStore store, Keyspace keyspace, Settings settings, NodeMetrics metrics) {
        metrics.gauge(Metric.NAME_SHARED, () -> store.nameShared() ? 1 : 0);
        metrics.gauge(Metric.PUSH_LIVE, () -> store.pushLive() ? 1 : 0);
        metrics.gauge(Metric.STORE_CONNECTED, () -> store.connected() ? 1 : 0);
        measure(store::info, metrics);
        LOG.infof(
                "Rows are stored under Redis prefix %s and identity %s",
                settings.redis().prefix(), keyspace.identity());
    }

    private static void measure(Supplier<RedisInfo> info, NodeMetrics metrics) {
        metrics.optional(Metric.REDIS_USED_MEMORY, () -> info.get().usedMemoryBytes());
        metrics.optional(Metric.REDIS_MAX_MEMORY, () -> info.get().maxMemoryBytes());
        metrics.optional(Metric.REDIS_CLIENTS, () -> info.get().connectedClients());
        metrics.optional(Metric.REDIS_EVICTED_KEYS, () -> info.get().evictedKeys());
    }

    /** Closes the store before Vert.x closes the connections, which the store would treat as a loss. */
    void close(@Observes ShutdownEvent event, RedisStore store) {
        store.close();
    }

    @Produces
    @Singleton
    Clock clock(RedisStore store) {
        return store.clock();
    }

    /**
     * Creates the near cache and registers it for the store's push messages, which it needs from the first moment on.
     */
    @Produces
    @Singleton
    NearStore nearStore(RedisStore store, Settings settings, EventsByCache events) {
        NearStore nearStore = new NearStore(settings.near().maxBytes(), store.clock(), events::of);
        store.listen(nearStore);
        return nearStore;
    }

    @Produces
    @Singleton
    StoreState state(RedisStore store) {
        return new StoreState() {
            @Override
            public Optional<String> trouble() {
                return store.trouble();
            }

            @Override
            public boolean nameShared() {
                return store.nameShared();
            }

            @Override
            public boolean connected() {
                return store.connected();
            }

            @Override
            public boolean pushLive() {
                return store.pushLive();
            }
        };
    }

    /** Returns the longest time that an entry may live, so that its fence is remembered for longer. */
    static Duration longestAllowedLife(Settings settings) {
        return fenceLife(settings).dividedBy(FENCE_LIVES);
    }

    private static Duration fenceLife(Settings settings) {
        Duration life = CacheFactory.longestLife(settings).multipliedBy(FENCE_LIVES);
        return life.compareTo(SHORTEST_FENCE_LIFE) > 0 ? life : SHORTEST_FENCE_LIFE;
    }
}
