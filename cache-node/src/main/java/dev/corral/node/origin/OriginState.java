package dev.corral.node.origin;

import dev.corral.guard.redis.net.LoggedCauses;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Whether the origin can be reached, and if not, why. The log has one line for each cause while it is unreachable, and
 * one when it is reachable again.
 */
public final class OriginState {

    private static final Logger LOG = Logger.getLogger(OriginState.class);

    /** The number of connections in a row that close before a response; fewer can be the fault of one key. */
    private static final int CLOSED_IN_A_ROW = 3;

    private final UrlTemplate url;
    private final Duration wait;
    private final AtomicReference<String> cause = new AtomicReference<>();
    private final AtomicInteger closed = new AtomicInteger();
    private final LoggedCauses causes = new LoggedCauses();
    private final boolean logged;

    /**
     * @param wait how long a request waits for a connection
     * @param logged whether the log reports that the origin is unreachable
     */
    OriginState(UrlTemplate url, Duration wait, boolean logged) {
        this.logged = logged;
        this.url = url;
        this.wait = wait;
    }

    /** Why no connection can be opened; empty while one can. */
    public Optional<String> cause() {
        return Optional.ofNullable(cause.get());
    }

    void answered() {
        if (closed.get() != 0) {
            closed.set(0);
        }
        if (cause.get() != null && cause.getAndSet(null) != null && logged) {
            LOG.infof("Origin at %s:%d is reachable again", url.host(), url.port());
        }
    }

    void failed(Throwable failure) {
        if (failure instanceof Unanswered each && !each.tls() && closed.incrementAndGet() < CLOSED_IN_A_ROW) {
            return;
        }
        ConnectionFailure.of(failure, url, wait)
                .map(ConnectionFailure::toOperators)
                .ifPresent(this::unreachable);
    }

    private synchronized void unreachable(String reason) {
        boolean first = cause.getAndSet(reason) == null;
        if (first) {
            causes.clear();
        }
        if (causes.add(reason) && logged) {
            LOG.warnf("Origin at %s:%d is %sunreachable: %s", url.host(), url.port(), first ? "" : "still ", reason);
        }
    }
}
