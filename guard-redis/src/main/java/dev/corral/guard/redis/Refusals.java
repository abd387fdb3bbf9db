package dev.corral.guard.redis;

import dev.corral.guard.runtime.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The error replies that concern the whole Redis server. Each kind is logged once when it begins; the end of all of
 * them is logged once.
 */
final class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    /** The time without an error after which the errors count as over. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final String redis;
    private final Clock clock;
    private final Set<RedisError> kinds = EnumSet.noneOf(RedisError.class);
    private RedisError latest;
    private long latestNanos;

    Refusals(String redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    synchronized void refused(RedisError error) {
        if (!error.ofStore() || error == RedisError.OTHER) {
            return;
        }
        latest = error;
        latestNanos = clock.nanos();
        if (kinds.add(error)) {
            LOG.warnf("Redis at %s refuses commands: %s", redis, error.sentence());
        }
    }

    /** Detects the end of the errors. Called with every heartbeat. */
    synchronized void check() {
        if (latest != null && clock.nanos() - latestNanos > QUIET.toNanos()) {
            latest = null;
            kinds.clear();
            LOG.infof("Redis at %s has refused no command for %d s", redis, QUIET.toSeconds());
        }
    }

    /** Returns the latest error in one sentence; empty while there is none. */
    synchronized Optional<String> cause() {
        return Optional.ofNullable(latest).map(RedisError::sentence);
    }
}
