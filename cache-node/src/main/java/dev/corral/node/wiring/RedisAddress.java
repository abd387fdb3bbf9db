package dev.corral.node.wiring;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/**
 * How Redis is reached: what {@code quarkus.redis} says, its TLS and credentials included. The store opens connections of
 * its own with it, because the extension's client is a pool that gives one command a connection.
 */
@Singleton
final class RedisAddress implements RedisOptionsCustomizer {

    private final Instance<Redis> client;
    private RedisOptions options;

    RedisAddress(Instance<Redis> client) {
        this.client = client;
    }

    @Override
    public void customize(String clientName, RedisOptions configured) {
        options = new RedisOptions(configured);
    }

    /** The extension reads its configuration when its client is first asked for, which connects only to be used. */
    RedisOptions options() {
        client.get();
        return options;
    }
}
