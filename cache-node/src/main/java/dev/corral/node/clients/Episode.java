package dev.corral.node.clients;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * A state of the node that is logged when it begins and when it ends, one line each, however often it occurs in
 * between.
 */
public final class Episode {

    private static final Logger LOG = Logger.getLogger(Episode.class);
    /** The time without an occurrence after which the state is over. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final String what;
    private final BiConsumer<Duration, Runnable> later;
    private final AtomicLong count = new AtomicLong();
    private final AtomicBoolean begun = new AtomicBoolean();

    /**
     * @param what a sentence about the state, without its full stop
     * @param later runs a short task after a delay
     */
    public Episode(String what, BiConsumer<Duration, Runnable> later) {
        this.what = what;
        this.later = later;
    }

    /** Counts one more occurrence. */
    public void happened() {
        count.incrementAndGet();
        if (begun.compareAndSet(false, true)) {
            LOG.warn(what);
            later.accept(QUIET, () -> look(1));
        }
    }

    private void look(long before) {
        long now = count.get();
        if (now > before) {
            later.accept(QUIET, () -> look(now));
            return;
        }
        count.addAndGet(-now);
        begun.set(false);
        LOG.infof("Ended after %d events: %s", now, what);
    }
}
