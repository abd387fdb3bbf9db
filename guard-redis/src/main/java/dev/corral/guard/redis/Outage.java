package dev.corral.guard.redis;

import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Whether any data connection is down: says so once when the first is lost, and once when the last is back. */
final class Outage {

    private static final Logger LOG = Logger.getLogger(Outage.class);

    private final String redis;
    private final AtomicInteger down = new AtomicInteger();

    Outage(String redis) {
        this.redis = redis;
    }

    /** @return true, the caller's new state */
    boolean began(boolean already, Throwable reason) {
        if (!already && down.getAndIncrement() == 0) {
            LOG.warnf("Redis at %s is lost: %s", redis, reason.getMessage());
        }
        return true;
    }

    /** @return false, the caller's new state */
    boolean ended(boolean before) {
        if (before && down.decrementAndGet() == 0) {
            LOG.infof("Redis at %s is back", redis);
        }
        return false;
    }

    boolean over() {
        return down.get() == 0;
    }
}
