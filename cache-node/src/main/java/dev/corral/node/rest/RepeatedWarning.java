package dev.corral.node.rest;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** A condition that the log reports twice, when it begins and when it has not occurred for a while, however often it does. */
final class RepeatedWarning {

    private static final Logger LOG = Logger.getLogger(RepeatedWarning.class);
    private static final long QUIET_MILLIS = Duration.ofSeconds(10).toMillis();

    private final Vertx vertx;
    private final String begins;
    private final String ends;
    private final AtomicLong count = new AtomicLong();

    /** @param ends with a place for the number of times */
    RepeatedWarning(Vertx vertx, String begins, String ends) {
        this.vertx = vertx;
        this.begins = begins;
        this.ends = ends;
    }

    void occurred() {
        if (count.incrementAndGet() == 1) {
            LOG.warn(begins);
            lookLater(1);
        }
    }

    private void lookLater(long before) {
        vertx.setTimer(QUIET_MILLIS, timer -> {
            long now = count.get();
            if (now == before && count.compareAndSet(now, 0)) {
                LOG.infof(ends, now);
            } else {
                lookLater(now);
            }
        });
    }
}
