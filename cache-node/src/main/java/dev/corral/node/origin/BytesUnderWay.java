package dev.corral.node.origin;

import dev.corral.guard.core.LoadFailure.Shed;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * What all answers of the origin that are under way may hold of a node's memory together. The gate bounds how many loads
 * there are and a body has a limit of its own; without this, their product would be the bound, and more than a heap.
 */
public final class BytesUnderWay {

    private static final Logger LOG = Logger.getLogger(BytesUnderWay.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final long most;
    private final AtomicLong held = new AtomicLong();
    private final AtomicBoolean full = new AtomicBoolean();

    public BytesUnderWay(long most) {
        this.most = most;
    }

    /** The largest number of bytes held at once. */
    public long most() {
        return most;
    }

    public long held() {
        return held.get();
    }

    /** @throws Shed where there is no room for so many more */
    public void take(long bytes) {
        if (held.addAndGet(bytes) > most) {
            held.addAndGet(-bytes);
            refuse();
        }
    }

    public void give(long bytes) {
        if (held.addAndGet(-bytes) == 0 && full.compareAndSet(true, false)) {
            LOG.info("answers of the origin have room again");
        }
    }

    private void refuse() {
        if (full.compareAndSet(false, true)) {
            LOG.warnf("answers of the origin are given up: together they hold more than %d bytes", most);
        }
        throw new Shed("answers under way hold more than corral.origin.max-bytes-under-way allows", RETRY_AFTER);
    }
}
