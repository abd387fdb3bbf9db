package dev.corral.node.traces;

import dev.corral.guard.runtime.Clock;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A limit on the requests that are sampled within a second, by this node or by its callers. */
public final class SampleLimit {

    private static final Logger LOG = Logger.getLogger(SampleLimit.class);
    /** The seconds without an excess after which the next one is logged again. */
    private static final long QUIET = 60;

    private final Clock clock;
    private final int most;
    private long second;
    private int admitted;
    private long loggedUntil = Long.MIN_VALUE;

    /** @param most the largest number of requests a second */
    public SampleLimit(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
        this.second = now();
    }

    /** Whether one more request may be sampled in the current second. */
    synchronized boolean admits() {
        long now = now();
        if (now != second) {
            second = now;
            admitted = 0;
        }
        if (admitted == most) {
            exceeded(now);
            return false;
        }
        admitted++;
        return true;
    }

    private void exceeded(long now) {
        if (now >= loggedUntil) {
            LOG.warnf("Sampled requests exceed %d a second: further ones have no spans", most);
        }
        loggedUntil = now + QUIET;
    }

    private long now() {
        return Math.floorDiv(clock.nanos(), TimeUnit.SECONDS.toNanos(1));
    }
}
