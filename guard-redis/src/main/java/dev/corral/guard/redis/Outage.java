package dev.corral.guard.redis;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** The state of the data connections. It logs once when the first one is lost, and once when all are open again. */
final class Outage {

    private static final Logger LOG = Logger.getLogger(Outage.class);

    private final String redis;
    private final AtomicInteger down = new AtomicInteger();
    private String cause = "";
    private boolean explained;

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
        boolean certain = Cause.isCertain(reason);
        if (!already && down.getAndIncrement() == 0) {
            explained = certain;
            LOG.warnf("Redis at %s is unavailable: %s", redis, cause);
        } else if (certain && !explained) {
            // A server answers now, and refuses: a better reason than the silence that was logged first.
            explained = true;
            LOG.warnf("Redis at %s is still unavailable: %s", redis, cause);
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
