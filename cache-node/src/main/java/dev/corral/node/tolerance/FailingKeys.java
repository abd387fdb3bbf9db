package dev.corral.node.tolerance;

import dev.corral.guard.core.Key;
import dev.corral.guard.runtime.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The keys of one cache whose last load failed, up to a limit. Because of it the breaker counts each of them once: a
 * key that fails repeatedly is no new evidence about the origin, and the fleet's back-off bounds its loads.
 */
final class FailingKeys {

    /** How long a key is remembered after its last failure. */
    static final Duration MEMORY = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(FailingKeys.class);

    private final String cache;
    private final int most;
    private final Clock clock;
    private final boolean logged;
    private final Map<Key, Long> failedAtNanos = new LinkedHashMap<>();

    /**
     * @param most the maximum number of keys that are remembered
     * @param logged whether the log reports that loads fail
     */
    FailingKeys(String cache, int most, Clock clock, boolean logged) {
        this.logged = logged;
        this.cache = cache;
        this.most = most;
        this.clock = clock;
    }

    synchronized boolean contains(Key key) {
        forgetOld();
        return failedAtNanos.containsKey(key);
    }

    synchronized void failed(Key key, Throwable failure) {
        if (logged && failedAtNanos.isEmpty()) {
            LOG.infof("Loads of a key of cache %s fail: %s", cache, failure.getMessage());
        }
        failedAtNanos.remove(key);
        failedAtNanos.put(key, clock.nanos());
        forgetOld();
    }

    synchronized void answered(Key key) {
        if (failedAtNanos.remove(key) != null) {
            sayIfNone();
        }
    }

    private void forgetOld() {
        long oldestNanos = clock.nanos() - MEMORY.toNanos();
        Iterator<Long> oldest = failedAtNanos.values().iterator();
        while (oldest.hasNext() && (oldest.next() - oldestNanos < 0 || failedAtNanos.size() > most)) {
            oldest.remove();
            sayIfNone();
        }
    }

    private void sayIfNone() {
        if (logged && failedAtNanos.isEmpty()) {
            LOG.infof("Loads of cache %s no longer fail", cache);
        }
    }
}
