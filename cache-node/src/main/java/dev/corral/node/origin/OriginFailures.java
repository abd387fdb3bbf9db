package dev.corral.node.origin;

import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.LoadFailure.Shed;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Translates a failed exchange to a load failure: one of the key, of the origin, or of this node. */
final class OriginFailures {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final UrlTemplate url;
    private final int connections;
    private final Duration wait;
    private final OriginClients clients;

    /** @param wait how long a request waits for a connection */
    OriginFailures(UrlTemplate url, int connections, Duration wait, OriginClients clients) {
        this.url = url;
        this.connections = connections;
        this.wait = wait;
        this.clients = clients;
    }

    LoadFailure explain(Throwable failure) {
        return switch (failure) {
            case MalformedResponse malformed -> OriginFailed.unusable(malformed.getMessage());
            case ConnectionPoolTooBusyException full -> exhausted("and as many requests wait for one");
            case TimeoutException late
            when clients.exhausted() -> exhausted("and none became free within " + wait.toMillis() + " ms");
            default -> new OriginFailed(reason(failure), failure);
        };
    }

    /** The reason without host and port, because callers read it; the log and readiness include them. */
    private String reason(Throwable failure) {
        return failure instanceof Unanswered closed && !closed.tls()
                ? closed.getMessage()
                : ConnectionFailure.of(failure, url, wait)
                        .map(known -> "it cannot be reached: " + known.toCallers())
                        .orElse("its response was cut off");
    }

    private Shed exhausted(String how) {
        return new Shed(
                "all " + connections + " connections to the origin are in use, " + how
                        + "; raise corral.origin.connections",
                RETRY_AFTER);
    }
}
