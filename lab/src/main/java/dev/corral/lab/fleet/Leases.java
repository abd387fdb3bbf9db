package dev.corral.lab.fleet;

import dev.corral.guard.core.Key;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;

/** The leases of the fleet's locks, as they are stored in Redis. */
public final class Leases {

    private static final Duration LASTING = Duration.ofHours(1);

    private final RedisClient redis;
    private final String prefix;

    /**
     * @param prefix the prefix of the fleet's keys
     * @param identity the identity of the fleet's rows
     */
    Leases(RedisClient redis, String prefix, String identity) {
        this.redis = redis;
        this.prefix = prefix + ":l:" + identity + ":{";
    }

    /** The token of the current holder; empty if nobody holds the lease. */
    public Optional<String> holder(Key key) {
        return Optional.ofNullable(redis.send(Request.cmd(Command.GET, lease(key))))
                .map(Response::toString);
    }

    /** The time until the lease runs out; empty if nobody holds it. */
    public Optional<Duration> left(Key key) {
        long millis = redis.send(Request.cmd(Command.PTTL, lease(key))).toLong();
        return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }

    /**
     * Extends the lease beyond the end of the run. It keeps a time limit, because a lease without one would count as
     * none.
     */
    public void makeLasting(Key key) {
        redis.send(Request.cmd(Command.PEXPIRE, lease(key), LASTING.toMillis()));
    }

    public void delete(Key key) {
        redis.send(Request.cmd(Command.DEL, lease(key)));
    }

    /** The number of leases of all holders. */
    public int count() {
        return redis.keys(prefix + "*").size();
    }

    private String lease(Key key) {
        return prefix + key + "}";
    }
}
