package dev.corral.guard.redis;

import dev.corral.guard.runtime.Clock;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Reads INFO from Redis every 5 s, for metrics. Nothing else depends on it: a Redis user without this permission works
 * as before, and the values stay unknown.
 *
 * <p>It runs on the event loop of the heartbeat. One reading is in progress at most.
 */
final class InfoReader {

    private static final Logger LOG = Logger.getLogger(InfoReader.class);

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** A Redis that refuses INFO is asked less often, because it records every refusal. */
    private static final Duration INTERVAL_IF_REFUSED = Duration.ofMinutes(1);

    /** One section per command, because Redis before version 7 accepts no more. */
    private static final List<String> SECTIONS = List.of("memory", "stats", "clients");

    private static final Set<RedisError> REFUSALS = Set.of(RedisError.NOPERM, RedisError.UNKNOWN_COMMAND);

    private final String redis;
    private final Clock clock;
    private final Function<Request, Future<Response>> send;
    private volatile RedisInfo latest = RedisInfo.UNKNOWN;
    private long dueNanos;
    private boolean reading;
    private boolean refused;

    /** @param send sends a command; the future fails if that is impossible */
    InfoReader(String redis, Clock clock, Function<Request, Future<Response>> send) {
        this.redis = redis;
        this.clock = clock;
        this.send = send;
        this.dueNanos = clock.nanos();
    }

    /** Returns the latest values. */
    RedisInfo latest() {
        return latest;
    }

    /** Begins a reading if one is due. Called with every heartbeat. */
    void check() {
        if (reading || !clock.passed(dueNanos)) {
            return;
        }
        reading = true;
        Future.join(SECTIONS.stream().map(this::section).toList()).onComplete(read -> {
            reading = false;
            if (read.succeeded()) {
                succeeded(read.result().<Response>list());
            } else {
                failed(RedisError.of(read.cause()));
            }
        });
    }

    private Future<Response> section(String name) {
        return send.apply(Request.cmd(Command.INFO).arg(name));
    }

    private void succeeded(List<Response> sections) {
        latest = RedisInfo.of(sections.stream().map(String::valueOf).collect(Collectors.joining("\n")));
        dueNanos = clock.nanos() + INTERVAL.toNanos();
        if (refused) {
            refused = false;
            LOG.infof("Redis at %s permits INFO: its memory, evictions and clients are exported", redis);
        }
    }

    /** Any other failure is temporary: the next heartbeat tries again, and it is logged where it concerns requests. */
    private void failed(RedisError error) {
        latest = RedisInfo.UNKNOWN;
        boolean isRefusal = REFUSALS.contains(error);
        dueNanos = clock.nanos() + (isRefusal ? INTERVAL_IF_REFUSED : Duration.ZERO).toNanos();
        if (isRefusal && !refused) {
            refused = true;
            LOG.warnf(
                    "Redis at %s refuses INFO, so that its memory, evictions and clients are not exported: add +info to"
                            + " the access rules of the node's user",
                    redis);
        }
    }
}
