package dev.corral.guard.redis;

import dev.corral.guard.redis.net.AnyAddressVertx;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.impl.RedisURI;

/**
 * The Redis of a store, and the options of its connections.
 *
 * @param vertx connects to any address of the host name
 */
record RedisTarget(AnyAddressVertx vertx, RedisOptions options) {

    /** Creates a client, which connects when it is first used. */
    Redis client() {
        return Redis.createClient((Vertx) vertx, options);
    }

    boolean tls() {
        return new RedisURI(options.getEndpoint()).ssl();
    }

    /** Returns host and port, without a user and a password. */
    String address() {
        return new RedisURI(options.getEndpoint()).socketAddress().toString();
    }
}
