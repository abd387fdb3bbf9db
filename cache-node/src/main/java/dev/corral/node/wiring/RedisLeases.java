package dev.corral.node.wiring;

import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.redis.Keyspace;
import dev.corral.node.cache.Leases;
import dev.corral.node.config.RedisAddress;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads a lease from Redis, with two plain reads outside the connections that carry the traffic. A client whose reads
 * fail is replaced, because its password and its certificates may have been replaced.
 */
@Singleton
final class RedisLeases implements Leases {

    private final Vertx vertx;
    private final RedisAddress address;
    private final Keyspace keyspace;
    private Redis current;

    RedisLeases(Vertx vertx, RedisAddress address, Keyspace keyspace) {
        this.vertx = vertx;
        this.address = address;
        this.keyspace = keyspace;
    }

    @Override
    public Uni<Optional<Held>> of(Key key) {
        String lease = keyspace.of(key).lease();
        List<Request> reads = List.of(
                Request.cmd(Command.GET).arg(lease), Request.cmd(Command.PTTL).arg(lease));
        return Uni.createFrom()
                .deferred(() -> read(reads))
                .onFailure()
                .retry()
                .atMost(1)
                .map(replies -> held(replies.get(0), replies.get(1)))
                .onFailure()
                // Clients receive the reason: it must name neither an address nor a file.
                .transform(failure -> new StoreUnavailable("the lease cannot be read", failure));
    }

    private Uni<List<Response>> read(List<Request> reads) {
        Redis client = client();
        return Uni.createFrom()
                .completionStage(() -> client.batch(reads).toCompletionStage())
                .onFailure()
                .invoke(failure -> discard(client));
    }

    private synchronized Redis client() {
        if (current == null) {
            current = Redis.createClient(vertx, address.options());
        }
        return current;
    }

    private synchronized void discard(Redis failed) {
        if (current == failed) {
            current = null;
            failed.close();
        }
    }

    private static Optional<Held> held(Response token, Response leftMillis) {
        return Optional.ofNullable(token)
                .map(each -> new Held(each.toString(), Duration.ofMillis(Math.max(0, leftMillis.toLong()))));
    }
}
