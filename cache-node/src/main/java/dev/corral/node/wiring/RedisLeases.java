package dev.corral.node.wiring;

import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.redis.Keyspace;
import dev.corral.node.cache.Leases;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads a lease from Redis, with two plain reads outside the connections that carry the traffic. */
@Singleton
final class RedisLeases implements Leases {

    private final Redis redis;
    private final Keyspace keyspace;

    RedisLeases(Redis redis, Keyspace keyspace) {
        this.redis = redis;
        this.keyspace = keyspace;
    }

    @Override
    public Uni<Optional<Held>> of(Key key) {
        String lease = keyspace.of(key).lease();
        List<Request> reads = List.of(
                Request.cmd(Command.GET).arg(lease), Request.cmd(Command.PTTL).arg(lease));
        return Uni.createFrom()
                .completionStage(() -> redis.batch(reads).toCompletionStage())
                .map(replies -> held(replies.get(0), replies.get(1)))
                .onFailure()
                .transform(failure -> new StoreUnavailable(failure.getMessage(), failure));
    }

    private static Optional<Held> held(Response token, Response leftMillis) {
        return Optional.ofNullable(token)
                .map(each -> new Held(each.toString(), Duration.ofMillis(Math.max(0, leftMillis.toLong()))));
    }
}
