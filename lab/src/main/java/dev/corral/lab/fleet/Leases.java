package dev.corral.lab.fleet;

import dev.corral.guard.core.Key;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;

/** The leases of the fleet's locks, as Redis has them. */
public final class Leases {

    private final RedisClient redis;

    Leases(RedisClient redis) {
        this.redis = redis;
    }

    /** The token of who holds it now. */
    public Optional<String> holder(Key key) {
        return Optional.ofNullable(redis.send(Request.cmd(Command.GET, lease(key))))
                .map(Response::toString);
    }

    /** Until it runs out; empty where nobody holds it. */
    public Optional<Duration> left(Key key) {
        long millis = redis.send(Request.cmd(Command.PTTL, lease(key))).toLong();
        return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }

    /** Takes its time limit away: it never runs out. */
    public void makeEndless(Key key) {
        redis.send(Request.cmd(Command.PERSIST, lease(key)));
    }

    public void delete(Key key) {
        redis.send(Request.cmd(Command.DEL, lease(key)));
    }

    /** How many there are, whoever holds them. */
    public int count() {
        return redis.keys("corral:l:*").size();
    }

    private static String lease(Key key) {
        return "corral:l:{" + key + "}";
    }
}
