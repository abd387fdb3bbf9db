package dev.corral.node.origin;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why no connection to the origin was had, in one sentence without a secret. */
final class ConnectionFailure {

    private ConnectionFailure() {}

    /**
     * Empty where the failure is not one of opening a connection.
     *
     * @param wait how long a request waits for a connection
     */
    static Optional<String> of(Throwable failure, UrlTemplate url, Duration wait) {
        String where = url.host() + ":" + url.port();
        return switch (failure) {
            case UnknownHostException unknown -> Optional.of("the host name " + url.host() + " is unknown");
            case NoRouteToHostException none -> Optional.of("there is no route to " + where);
            case ConnectException late when isTimeout(late) -> Optional.of(where + " does not answer a connection");
            case ConnectException refused -> Optional.of(where + " refuses connections");
            case TimeoutException late ->
                Optional.of("no connection to " + where + " within " + wait.toMillis() + " ms");
            case SSLException tls -> Optional.of("TLS with " + where + " failed: " + reason(tls));
            default -> Optional.empty();
        };
    }

    private static boolean isTimeout(ConnectException failure) {
        return String.valueOf(failure.getMessage()).contains("timed out");
    }

    /** The certificate's fault where it is one; else what the handshake said. */
    private static String reason(Throwable tls) {
        String last = String.valueOf(tls.getMessage());
        for (Throwable each = tls; each != null; each = each.getCause()) {
            last = each.getMessage() == null ? last : each.getMessage();
            if (each instanceof CertificateException) {
                return "its certificate is refused: " + last;
            }
        }
        return last;
    }
}
