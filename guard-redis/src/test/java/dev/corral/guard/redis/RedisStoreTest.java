package dev.corral.guard.redis;

import dev.corral.guard.core.Clock;
import dev.corral.guard.core.Key;
import dev.corral.guard.probe.Events;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.RedisServerExtension;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.SharedStore;
import dev.corral.guard.store.StoreContract;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisStoreTest extends StoreContract {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static Vertx vertx;
    private static RedisStore store;

    @BeforeAll
    static void connect() {
        vertx = Vertx.vertx();
        RedisStoreSettings settings = RedisStoreSettings.of("contract").withStoreTimeout(Duration.ofSeconds(2));
        store = RedisStore.connect(vertx, REDIS.options(), settings, () -> JITTER, cache -> Events.NONE);
        Eventually.holds("pushes are live", store::pushLive);
    }

    @AfterAll
    static void close() {
        store.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    protected SharedStore store() {
        return store;
    }

    @Override
    protected FleetLocks locks() {
        return store;
    }

    @Override
    protected Clock clock() {
        return store.clock();
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
        REDIS.command("FLUSHALL");
    }

    @Override
    protected void forgetFence(Key forgotten) {
        REDIS.command("DEL", StoreKeys.of(forgotten).fence());
    }

    @Override
    protected void forgetLease(Key forgotten) {
        REDIS.command("DEL", StoreKeys.of(forgotten).lease());
    }
}
