package dev.corral.guard.redis;

import dev.corral.guard.runtime.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Detects another live process that has this process' name, by its heartbeats.
 *
 * <p>A restarted process still receives the last heartbeats of its predecessor, and their expiry, so a process is
 * reported only if its heartbeats continue for longer than that. All methods run on one event loop.
 */
final class Namesakes {

    private static final Logger LOG = Logger.getLogger(Namesakes.class);
    /**
     * How long, in silences, another process must be heard before it is reported: a heartbeat outlives its process by
     * one.
     */
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

    /** Whether another live process has the name of this one. */
    boolean present() {
        return present;
    }

    /** @param instance the instance of the process that wrote a heartbeat with this process' name */
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

    /** Detects that the other process has stopped. Called with every heartbeat. */
    void check() {
        if (present && clock.nanos() - lastNanos > silence.toNanos()) {
            present = false;
            LOG.infof("Node name %s is used by this node alone again", self.name());
        }
    }
}
