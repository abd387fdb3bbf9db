package dev.corral.guard.redis;

import dev.corral.guard.redis.net.LoggedCauses;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * The state of the data connections. It logs each cause once from the moment when the first connection is lost, and
 * once when all are open again.
 */
final class Outage {

    private static final Logger LOG = Logger.getLogger(Outage.class);

    private final String redis;
    private final AtomicInteger down = new AtomicInteger();
    private final LoggedCauses logged = new LoggedCauses();
    private String cause = "";

    Outage(String redis) {
        this.redis = redis;
    }

    /**
     * Records that a connection is lost, or that an attempt to open it has failed.
     *
     * @return true, the caller's new state
     */
    synchronized boolean began(boolean already, Throwable reason) {
        cause = Cause.of(reason);
        boolean first = !already && down.getAndIncrement() == 0;
        if (first) {
            logged.clear();
        }
        // A lost connection is followed by attempts, whose failures name the reason.
        if (logged.add(cause)) {
            LOG.warnf("Redis at %s is %sunavailable: %s", redis, first ? "" : "still ", cause);
        }
        return true;
    }

    /**
     * Records that a connection is open again.
     *
     * @return false, the caller's new state
     */
    synchronized boolean ended(boolean before) {
        if (before && down.decrementAndGet() == 0) {
            LOG.infof("Redis at %s is available again", redis);
        }
        return false;
    }

    /** Returns why the last attempt to use Redis failed; empty while all connections are open. */
    synchronized Optional<String> cause() {
        return over() ? Optional.empty() : Optional.of(cause);
    }

    boolean over() {
        return down.get() == 0;
    }
}
