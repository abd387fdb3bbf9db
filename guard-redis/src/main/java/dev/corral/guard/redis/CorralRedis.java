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
 * A builder of caches that share one Redis with the other processes of their fleet.
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

    /** Returns a builder for a Redis of type {@code STANDALONE}, with the client's own options for TLS and sockets. */
    public static CorralRedis connect(Vertx vertx, RedisOptions redis) {
        return new CorralRedis(vertx, redis);
    }

    /** Sets the prefix of every Redis key: processes with the same prefix share their values. Default: corral. */
    public CorralRedis prefix(String newPrefix) {
        prefix = newPrefix;
        return this;
    }

    /**
     * Sets the name of this process, which must be unique among the processes with the prefix. Default: a random name.
     */
    public CorralRedis node(String name) {
        node = name;
        return this;
    }

    /** Sets how long one command may take. Default: 500 ms. */
    public CorralRedis timeout(Duration limit) {
        timeout = limit;
        return this;
    }

    /**
     * Limits the loads in progress, over all caches together. Default: 64, and 64 more that wait.
     *
     * @param newQueue the number of loads that may wait; further loads are refused
     */
    public CorralRedis limit(int newLoads, int newQueue) {
        loads = newLoads;
        queue = newQueue;
        return this;
    }

    /** Limits the bytes of the values that are stored in the process, over all caches together. Default: 64 MiB. */
    public CorralRedis nearBytes(long bytes) {
        nearBytes = bytes;
        return this;
    }

    /**
     * Reports the events of each cache, and the requests at each layer. Both functions receive the name of the cache.
     */
    public CorralRedis report(Function<String, Events> newEvents, Function<String, Probe> newProbes) {
        events = newEvents;
        probes = newProbes;
        return this;
    }

    /**
     * Opens the caches. Returns at once, whether Redis is reachable or not. Closing the result closes the connections,
     * but not {@code vertx}.
     */
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
