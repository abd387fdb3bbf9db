package dev.corral.guard.redis;

import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.ContainerRedis;
import dev.corral.guard.redis.testing.RedisServerExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole contract on Redis 7, or on the image that is named, if a container engine runs. */
class ContainerStoreTest extends RedisContract {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension(new ContainerRedis());

    private static ConnectedStore node;

    @BeforeAll
    static void connect() {
        node = new ConnectedStore(REDIS.options(), SETTINGS).live();
    }

    @AfterAll
    static void close() {
        node.close();
    }

    @Override
    RedisServerExtension redis() {
        return REDIS;
    }

    @Override
    ConnectedStore node() {
        return node;
    }
}
