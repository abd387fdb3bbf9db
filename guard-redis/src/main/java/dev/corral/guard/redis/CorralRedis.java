package dev.corral.guard.redis;

import dev.corral.guard.Corral;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Probe;
import dev.corral.guard.runtime.Environment;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * Caches of a program that share one Redis with the other processes of their fleet.
 *
 * <p>{@code CorralRedis.connect(vertx, "redis://localhost:6379").prefix("orders").open()}
 */
public final class CorralRedis {

    private final Vertx vertx;
    private final RedisOptions redis;
    private String prefix = "corral";
    private String node = "process-" + UUID.randomUUID().toString().substring(0, 8);
    private Duration timeout = Duration.ofMillis(500);
    private int loads = 64;
    private int queue = 64;
    private long nearBytes = 64L << 20;
    private Function<String, Events> events = cache -> Events.NONE;
    private Function<String, Probe> probes = cache -> Probe.NONE;

    private CorralRedis(Vertx vertx, RedisOptions redis) {
        this.vertx = vertx;
        this.redis = redis;
    }

    /** @param url {@code redis://user:password@host:port/database}, or {@code rediss://} for TLS */
    public static CorralRedis connect(Vertx vertx, String url) {
        return connect(vertx, new RedisOptions().setConnectionString(url));
    }

    public static CorralRedis connect(Vertx vertx, RedisOptions redis) {
        return new CorralRedis(vertx, redis);
    }

    /** The beginning of every Redis key: processes with the same prefix share their values. Default: corral. */
    public CorralRedis prefix(String newPrefix) {
        prefix = newPrefix;
        return this;
    }

    /** The name of this process, unlike that of any other with the prefix. Default: a random one. */
    public CorralRedis node(String name) {
        node = name;
        return this;
    }

    /** How long one command may take. Default: 500 ms. */
    public CorralRedis timeout(Duration limit) {
        timeout = limit;
        return this;
    }

    /**
     * Limits the loads in progress, of all caches together. Default: 64, and 64 more that wait.
     *
     * @param newQueue loads that may wait; what comes then is refused
     */
    public CorralRedis limit(int newLoads, int newQueue) {
        loads = newLoads;
        queue = newQueue;
        return this;
    }

    /** The most bytes that values stored in the process have, of all caches together. Default: 64 MiB. */
    public CorralRedis nearBytes(long bytes) {
        nearBytes = bytes;
        return this;
    }

    /** Reports the events of each cache, and the requests at each layer, by the cache's name. */
    public CorralRedis report(Function<String, Events> newEvents, Function<String, Probe> newProbes) {
        events = newEvents;
        probes = newProbes;
        return this;
    }

    /** Returns at once, whether Redis can be reached or not. Closing the result closes the connections, not {@code vertx}. */
    public Corral open() {
        RedisStore store = RedisStore.connect(
                vertx,
                redis,
                RedisStoreSettings.of(prefix, node).withStoreTimeout(timeout),
                () -> ThreadLocalRandom.current().nextDouble(),
                events);
        Environment environment = new Environment(
                        store.clock(),
                        ((VertxInternal) vertx).getEventLoopGroup(),
                        () -> ThreadLocalRandom.current().nextDouble(),
                        new VertxEventLoops(vertx))
                .named(node);
        return Corral.over(store, environment)
                .storeTimeout(timeout)
                .limit(loads, queue)
                .nearBytes(nearBytes)
                .report(events, probes)
                .changes(store::listen)
                .whenClosed(store::close)
                .open();
    }
}
