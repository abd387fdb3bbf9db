package dev.corral.guard.redis;

import dev.corral.guard.core.Key;
import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.RedisServerExtension;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.SharedStore;
import dev.corral.guard.store.StoreModel;
import dev.corral.guard.store.StoreProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The property on a real Redis, where keys expire by the clock of Redis. */
class RedisStorePropertyTest extends StoreProperty {

    private static final Keyspace KEYS = Keyspace.of("corral");

    private static RedisServerExtension redis;
    private static ConnectedStore node;

    @BeforeAll
    static void connect() {
        redis = new RedisServerExtension().open();
        node = new ConnectedStore(redis.options(), RedisContract.SETTINGS).live();
    }

    @AfterAll
    static void close() {
        node.close();
        redis.close();
    }

    @Override
    protected SharedStore store() {
        return node.store;
    }

    @Override
    protected FleetLocks locks() {
        return node.store;
    }

    @Override
    protected Clock clock() {
        return node.store.clock();
    }

    @Override
    protected void runOut(Key key, StoreModel.Part part) {
        StoreKeys keys = KEYS.of(key);
        String cell = switch (part) {
            case VALUE -> keys.value();
            case LEASE -> keys.lease();
            case FENCE -> keys.fence();
            case FAILURE -> keys.failure();
        };
        redis.command("PEXPIRE", cell, 1);
        Eventually.holds(
                cell + " has run out", () -> redis.command("EXISTS", cell).toInteger() == 0);
    }

    @Override
    protected void tick() {
        // The clock of Redis has advanced by the duration of a step.
    }
}
