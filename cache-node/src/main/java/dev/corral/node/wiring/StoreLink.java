package dev.corral.node.wiring;

import dev.corral.guard.core.Clock;
import dev.corral.guard.layer.Shelf;
import dev.corral.guard.redis.RedisStore;
import dev.corral.guard.redis.RedisStoreSettings;
import dev.corral.node.origin.OriginLifetimes;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Connects the node to the fleet's Redis. */
@Singleton
final class StoreLink {

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    /** A fence must be remembered longer than anything that was written under it. */
    private static final int FENCE_LIVES = 2;

    private static final Duration SHORTEST_FENCE_LIFE = Duration.ofDays(1);
    private static final int MAX_WAITING = 8_192;

    @Produces
    @Singleton
    RedisStore store(Vertx vertx, RedisAddress address, Settings settings, EventsByCache events) {
        RedisStoreSettings numbers = new RedisStoreSettings(
                settings.store().timeout(),
                fenceLife(settings),
                HEARTBEAT,
                settings.node().name(),
                MAX_WAITING);
        return RedisStore.connect(
                vertx,
                address.options(),
                numbers,
                () -> ThreadLocalRandom.current().nextDouble(),
                events::of);
    }

    /** Before Vert.x closes the connections, which the store would take for a loss. */
    void close(@Observes ShutdownEvent event, RedisStore store) {
        store.close();
    }

    @Produces
    @Singleton
    Clock clock(RedisStore store) {
        return store.clock();
    }

    /** The near cache hears of changes from the first moment on, or trusts nothing. */
    @Produces
    @Singleton
    Shelf shelf(RedisStore store, Settings settings, EventsByCache events) {
        Shelf shelf = new Shelf(settings.near().maxBytes(), store.clock(), events::of);
        store.listen(shelf);
        return shelf;
    }

    @Produces
    @Singleton
    StoreState state(RedisStore store) {
        return new StoreState() {
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

    private static Duration fenceLife(Settings settings) {
        return settings.caches().values().stream()
                .map(StoreLink::longestLife)
                .map(life -> life.multipliedBy(FENCE_LIVES))
                .reduce(SHORTEST_FENCE_LIFE, StoreLink::longer);
    }

    private static Duration longestTtl(CacheSettings cache) {
        return cache.ttlByPrefix().values().stream().reduce(cache.ttl(), StoreLink::longer);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration longestLife(CacheSettings cache) {
        if (cache.originLifetimes() == CacheSettings.OriginLifetimes.HONOUR) {
            return OriginLifetimes.LONGEST;
        }
        return longestTtl(cache)
                .multipliedBy(2)
                .plus(cache.staleWhileRevalidate().orElse(Duration.ZERO))
                .plus(cache.staleIfError().orElse(Duration.ZERO));
    }
}
