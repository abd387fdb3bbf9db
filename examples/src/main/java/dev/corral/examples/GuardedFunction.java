package dev.corral.examples;

import dev.corral.guard.Guard;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.probe.Events;
import dev.corral.guard.redis.RedisStore;
import dev.corral.guard.redis.RedisStoreSettings;
import dev.corral.guard.runtime.Environment;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A slow function of one's own, called once a key and TTL by all processes that share the Redis. */
public final class GuardedFunction implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final RedisStore store;
    private final Loader chain;

    public GuardedFunction(String redis, String node, Function<String, byte[]> slow) {
        store = RedisStore.connect(
                vertx,
                new RedisOptions().setConnectionString(redis),
                RedisStoreSettings.of("prices", node),
                () -> ThreadLocalRandom.current().nextDouble(),
                cache -> Events.NONE);
        chain = Guard.on(store, Environment.plain(store.clock()))
                .ttl(Duration.ofSeconds(30))
                .staleWhileRevalidate(Duration.ofSeconds(30))
                .over(request -> Uni.createFrom()
                        .item(() -> Answer.loaded(row(slow.apply(request.key().id()))))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
    }

    public Uni<byte[]> get(String id) {
        return chain.load(Request.of(new Key("example", id))).map(answer -> ((Content.Value) answer.content()).bytes());
    }

    private static Content row(byte[] bytes) {
        return new Content.Value(bytes, "text/plain", 0);
    }

    @Override
    public void close() {
        store.close();
        vertx.close();
    }

    /** Takes the URL of a Redis. Run it in several terminals at once: one of them computes. */
    public static void main(String[] arguments) {
        try (GuardedFunction function = new GuardedFunction(
                arguments[0], "pid-" + ProcessHandle.current().pid(), GuardedFunction::compute)) {
            System.out.println(new String(function.get("42").await().indefinitely(), StandardCharsets.UTF_8));
        }
    }

    private static byte[] compute(String id) {
        System.out.println("computing " + id);
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        return ("the answer to " + id).getBytes(StandardCharsets.UTF_8);
    }
}
