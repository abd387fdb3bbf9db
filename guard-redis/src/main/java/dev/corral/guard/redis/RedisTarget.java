package dev.corral.guard.redis;

import dev.corral.guard.redis.net.AnyAddressVertx;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.impl.RedisURI;
import java.util.function.Supplier;

/**
 * The Redis of a store, and the options of its connections.
 *
 * @param vertx connects to any address of the host name
 * @param endpoint the URL of Redis
 * @param options supplies the options of the next connection
 */
record RedisTarget(AnyAddressVertx vertx, String endpoint, Supplier<RedisOptions> options) {

    /**
     * Creates a client, which connects when it is first used.
     *
     * @throws OptionsUnavailable if the options cannot be supplied
     */
    Redis client() {
        try {
            return Redis.createClient((Vertx) vertx, options.get());
        } catch (RuntimeException reason) {
            throw new OptionsUnavailable(reason);
        }
    }

    boolean tls() {
        return new RedisURI(endpoint).ssl();
    }

    /** Returns host and port, without a user and a password. */
    String address() {
        return new RedisURI(endpoint).socketAddress().toString();
    }
}
