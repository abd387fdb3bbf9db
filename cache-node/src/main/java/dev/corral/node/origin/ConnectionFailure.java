package dev.corral.node.origin;

import dev.corral.guard.redis.net.NoAddressAnswers;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * The reason why no connection to the origin was opened, in two sentences without secrets.
 *
 * @param toCallers a sentence without the host, because it is part of responses
 * @param toOperators a sentence with the host, for the log and readiness
 */
record ConnectionFailure(String toCallers, String toOperators) {

    private static final int DEEPEST = 10;

    /**
     * Returns empty if the failure did not occur while a connection was opened.
     *
     * @param wait how long a request waits for a connection
     */
    static Optional<ConnectionFailure> of(Throwable failure, UrlTemplate url, Duration wait) {
        String where = url.host() + ":" + url.port();
        return Optional.ofNullable(
                switch (failure) {
                    case UnknownHostException unknown ->
                        new ConnectionFailure(
                                "its host name is unknown",
                                where + " has an unknown host name: correct corral.origin.url");
                    case NoRouteToHostException none -> it("is not routable from this machine", where);
                    case NoAddressAnswers several ->
                        new ConnectionFailure(
                                "no address of its host name answers",
                                "no address of " + where + " answers (" + several.getMessage() + ")");
                    case ConnectTimeoutException late -> it("does not accept a connection in time", where);
                    case ConnectException refused -> it("refuses connections", where);
                    case NameUnresolved silent ->
                        new ConnectionFailure(
                                "its host name was not resolved within " + wait.toMillis() + " ms",
                                "the host name of " + where + " was not resolved within " + wait.toMillis()
                                        + " ms: DNS does not answer, or a firewall or NetworkPolicy blocks it");
                    case TimeoutException late ->
                        new ConnectionFailure(
                                "no connection within " + wait.toMillis() + " ms",
                                "no connection to " + where + " within " + wait.toMillis() + " ms"
                                        + (url.tls() ? ", the TLS handshake included" : "")
                                        + ": it does not answer, or a firewall or NetworkPolicy blocks it");
                    case SSLException tls -> ofTls(tls, where);
                    case Unanswered other
                    when other.tls() ->
                        new ConnectionFailure(
                                other.getMessage(),
                                where + " speaks TLS, and plain HTTP was sent: use https:// in corral.origin.url");
                    case Unanswered closed ->
                        new ConnectionFailure(
                                closed.getMessage(),
                                where + " closes connections before it answers: "
                                        + (url.tls() ? "" : "use https:// in corral.origin.url if it speaks TLS, or ")
                                        + "correct the port");
                    case SocketException unreachable
                    when isUnreachable(unreachable) -> it("cannot be reached from this machine", where);
                    default -> null;
                });
    }

    /** The TLS failure that caused this one; empty if there is none. */
    static Optional<Throwable> ofTls(Throwable failure) {
        return causes(failure).filter(SSLException.class::isInstance).findFirst();
    }

    private static ConnectionFailure it(String state, String where) {
        return new ConnectionFailure("it " + state, where + " " + state);
    }

    /**
     * Whether a connection could not be opened. The reset of an open connection has the same exception type, but the
     * client wraps only failures to open one. The message cannot be used, because the system words it in the language
     * of the locale.
     */
    private static boolean isUnreachable(SocketException failure) {
        return failure.getCause() instanceof SocketException;
    }

    private static ConnectionFailure ofTls(SSLException tls, String where) {
        String failed = "TLS with " + where + " failed: ";
        if (causes(tls).anyMatch(NotSslRecordException.class::isInstance)) {
            String no = "it does not speak TLS at that port";
            return new ConnectionFailure(no, failed + no + ": use http:// in corral.origin.url, or correct the port");
        }
        return causes(tls)
                .filter(CertificateException.class::isInstance)
                .reduce((outer, inner) -> inner)
                .map(certificate -> new ConnectionFailure(
                        "its certificate is refused", failed + "its certificate is refused: " + innermost(tls)))
                .orElseGet(() -> new ConnectionFailure("the TLS handshake with it failed", failed + innermost(tls)));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }

    private static String innermost(Throwable failure) {
        return causes(failure)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .reduce((outer, inner) -> inner)
                .orElse("no reason was given");
    }
}
