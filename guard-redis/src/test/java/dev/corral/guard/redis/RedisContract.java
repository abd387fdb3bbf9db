package dev.corral.guard.redis;

import dev.corral.guard.core.Key;
import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.RedisServerExtension;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.SharedStore;
import dev.corral.guard.store.StoreContract;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The contract of the store, on a real Redis. The subclass defines which Redis it is, and the user. */
abstract class RedisContract extends StoreContract {

    static final Keyspace KEYS = Keyspace.of("corral");

    static final RedisStoreSettings SETTINGS =
            RedisStoreSettings.of("corral", "contract").withStoreTimeout(Duration.ofSeconds(2));

    abstract RedisServerExtension redis();

    abstract ConnectedStore node();

    @Override
    protected SharedStore store() {
        return node().store;
    }

    @Override
    protected FleetLocks locks() {
        return node().store;
    }

    @Override
    protected Clock clock() {
        return node().store.clock();
    }

    @Override
    protected void pass(Duration time) {
        Eventually.passed(time);
    }

    @Override
    protected void await(BooleanSupplier condition) {
        Eventually.holds("what the store promises", condition);
    }

    @Override
    protected void flush() {
        redis().command("FLUSHALL");
    }

    @Override
    protected void forgetFence(Key forgotten) {
        redis().command("DEL", KEYS.of(forgotten).fence());
    }

    @Override
    protected void forgetLease(Key forgotten) {
        redis().command("DEL", KEYS.of(forgotten).lease());
    }
}
