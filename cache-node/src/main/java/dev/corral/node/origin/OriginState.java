package dev.corral.node.origin;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Whether the origin can be reached, and why not: logged once when that begins and once when it is over. */
public final class OriginState {

    private static final Logger LOG = Logger.getLogger(OriginState.class);

    /** Fewer connections that close before an answer can be the fault of one key. */
    private static final int CLOSED_IN_A_ROW = 3;

    private final UrlTemplate url;
    private final Duration wait;
    private final AtomicReference<String> cause = new AtomicReference<>();
    private final AtomicInteger closed = new AtomicInteger();

    /** @param wait how long a request waits for a connection */
    OriginState(UrlTemplate url, Duration wait) {
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
        if (cause.get() != null && cause.getAndSet(null) != null) {
            LOG.infof("Origin at %s:%d is reachable again", url.host(), url.port());
        }
    }

    void failed(Throwable failure) {
        if (failure instanceof Unanswered each && !each.tls() && closed.incrementAndGet() < CLOSED_IN_A_ROW) {
            return;
        }
        ConnectionFailure.of(failure, url, wait)
                .map(ConnectionFailure::toOperators)
                .filter(reason -> cause.getAndSet(reason) == null)
                .ifPresent(reason -> LOG.warnf("Origin at %s:%d is unreachable: %s", url.host(), url.port(), reason));
    }
}
