package dev.corral.node.origin;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Whether the origin can be reached, and why not: logged once when that begins and once when it is over. */
public final class OriginState {

    private static final Logger LOG = Logger.getLogger(OriginState.class);

    private final UrlTemplate url;
    private final Duration wait;
    private final AtomicReference<String> cause = new AtomicReference<>();

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
        if (cause.get() != null && cause.getAndSet(null) != null) {
            LOG.infof("Origin at %s:%d is reachable again", url.host(), url.port());
        }
    }

    void failed(Throwable failure) {
        ConnectionFailure.of(failure, url, wait)
                .filter(reason -> cause.getAndSet(reason) == null)
                .ifPresent(reason -> LOG.warnf("Origin at %s:%d is unreachable: %s", url.host(), url.port(), reason));
    }
}
