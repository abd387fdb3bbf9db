package dev.corral.node.rest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Logs failures of kinds that no problem describes: the first of each kind with its stack trace, then a count per
 * minute.
 */
final class UnexpectedFailures {

    private static final Logger LOG = Logger.getLogger(UnexpectedFailures.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST_KINDS = 64;

    private final LongSupplier nanoTime;
    private final Map<Class<?>, Kind> kinds = new LinkedHashMap<>();

    private static final class Kind {
        private long loggedNanos;
        private long since;
    }

    UnexpectedFailures(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns whether the failure was logged. */
    boolean report(Throwable failure) {
        long before;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            Kind kind = kinds.get(failure.getClass());
            if (kind != null && now - kind.loggedNanos < PAUSE.toNanos()) {
                kind.since++;
                return false;
            }
            before = kind == null ? 0 : kind.since;
            remember(failure.getClass(), now);
        }
        LOG.errorf(failure, "Unexpected failure; %d more of its type were not logged since the last one", before);
        return true;
    }

    private void remember(Class<?> type, long now) {
        if (kinds.size() >= MOST_KINDS) {
            kinds.remove(kinds.keySet().iterator().next());
        }
        Kind kind = kinds.computeIfAbsent(type, first -> new Kind());
        kind.loggedNanos = now;
        kind.since = 0;
    }
}
