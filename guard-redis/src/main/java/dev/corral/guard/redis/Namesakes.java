package dev.corral.guard.redis;

import dev.corral.guard.runtime.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Detects another live process that has this process' name, by its heartbeats.
 *
 * <p>A process that was started again hears the last heartbeats of the one before it, and their end: only what is heard
 * for longer than that is reported. Runs on one event loop.
 */
final class Namesakes {

    private static final Logger LOG = Logger.getLogger(Namesakes.class);
    /** A heartbeat outlives its process by one silence. */
    private static final int SILENCES = 2;

    private final Member self;
    private final Clock clock;
    private final Duration silence;
    private boolean heard;
    private long firstNanos;
    private long lastNanos;
    private volatile boolean present;

    Namesakes(Member self, Clock clock, Duration silence) {
        this.self = self;
        this.clock = clock;
        this.silence = silence;
    }

    /** Whether another process has this one's name now. */
    boolean present() {
        return present;
    }

    /** @param instance of the process that wrote a heartbeat under this process' name */
    void heard(String instance) {
        if (instance.equals(self.instance())) {
            return;
        }
        long now = clock.nanos();
        if (!heard || now - lastNanos > silence.toNanos()) {
            firstNanos = now;
        }
        heard = true;
        lastNanos = now;
        if (!present && now - firstNanos >= silence.multipliedBy(SILENCES).toNanos()) {
            present = true;
            LOG.warnf(
                    "Node name %s is used by two live nodes (instances %s and %s) of this fleet: give each node a name of"
                            + " its own",
                    self.name(), self.instance(), instance);
        }
    }

    /** Called with every heartbeat. */
    void check() {
        if (present && clock.nanos() - lastNanos > silence.toNanos()) {
            present = false;
            LOG.infof("Node name %s is used by this node alone again", self.name());
        }
    }
}
