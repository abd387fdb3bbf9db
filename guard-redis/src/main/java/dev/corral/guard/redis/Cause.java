package dev.corral.guard.redis;

import dev.corral.guard.redis.net.NoAddressAnswers;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * The reason why Redis cannot be used, as one readable sentence. It quotes nothing that was sent, because a password is
 * sent too.
 */
final class Cause {

    private static final int DEEPEST = 10;
    private static final String NO_ADDRESS = "no address of its host name answers";
    private static final String NO_OPTIONS = "this node cannot read its password or its certificates";

    private record Rule(Predicate<Throwable> test, String sentence) {}

    /** The rules in order of precedence: the first one that matches a failure, or a cause of it, applies. */
    private static final List<Rule> RULES = List.of(
            is(UnknownHostException.class, "its host name cannot be resolved: correct the name"),
            is(NoRouteToHostException.class, "there is no route to its host: correct the address or the routing"),
            is(
                    ConnectTimeoutException.class,
                    "its host does not answer: correct the address, or open the firewall or NetworkPolicy"),
            is(ConnectException.class, "nothing listens at that address (connection refused)"),
            is(NotSslRecordException.class, "it does not speak TLS at that port: use redis:// in place of rediss://"),
            says("No name matching", "its certificate is for another host: use the host name that it certifies"),
            says("No subject alternative", "its certificate is for another host: use the host name that it certifies"),
            is(CertificateExpiredException.class, "its certificate has expired"),
            is(CertificateNotYetValidException.class, "its certificate is not valid yet"),
            is(GeneralSecurityException.class, "its certificate is not trusted: add its authority to the trust store"),
            says("certificate_required", "it requires a client certificate: configure one"),
            is(SSLException.class, "the TLS handshake failed"),
            says("Unknown RESP type", "it does not speak the protocol of Redis: correct the port"),
            says("Invalid REDIS format", "it does not speak the protocol of Redis: correct the port"),
            says("CONNECTION_CLOSED", "connection closed"));

    private Cause() {}

    static String of(Throwable failure) {
        RedisError error = RedisError.of(failure);
        return error == RedisError.OTHER ? ofConnection(failure) : error.sentence();
    }

    /** The reason without addresses and names of files, because callers read it. */
    static String toCallers(Throwable failure) {
        if (failure instanceof OptionsUnavailable) {
            return NO_OPTIONS;
        }
        return noAddress(failure).isPresent() ? NO_ADDRESS : of(failure);
    }

    private static String ofConnection(Throwable failure) {
        return noAddress(failure)
                .map(several -> NO_ADDRESS + " (" + several.getMessage() + ")")
                .orElseGet(() -> byRule(failure));
    }

    private static Optional<Throwable> noAddress(Throwable failure) {
        return causes(failure).filter(NoAddressAnswers.class::isInstance).findFirst();
    }

    private static String byRule(Throwable failure) {
        return RULES.stream()
                .filter(rule -> causes(failure).anyMatch(rule.test))
                .findFirst()
                .map(Rule::sentence)
                .orElseGet(() -> brief(failure));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }

    /** Shortens a message, because Redis repeats the arguments of a command that it does not know. */
    private static String brief(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message.split(", with args|\\R", 2)[0];
    }

    private static Rule is(Class<? extends Throwable> type, String sentence) {
        return new Rule(type::isInstance, sentence);
    }

    private static Rule says(String words, String sentence) {
        return new Rule(cause -> String.valueOf(cause.getMessage()).contains(words), sentence);
    }
}
