package dev.corral.lab.fleet;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * The reason why a Redis cannot be used, as one sentence that states what to change. It quotes nothing that the lab has
 * sent.
 */
final class RedisFailure {

    private static final int DEEPEST = 10;

    private record Rule(Predicate<Throwable> test, String sentence) {}

    /** The first rule that matches the failure or one of its causes applies. */
    private static final List<Rule> RULES = List.of(
            says(
                    "NOAUTH",
                    "it requires a password, and none was given (NOAUTH): name a file with --redis-password-file"),
            says("WRONGPASS", "it refused the user or the password (WRONGPASS): correct them"),
            says("ERR invalid password", "it refused the password: correct it"),
            says("without any password configured", "it has no password, and one was given: remove it"),
            says("NOPERM", "its user lacks a right (NOPERM): give it the access rules of cache-node/README.md"),
            says("DENIED", "it is in protected mode (DENIED): give it a password or an address to bind to"),
            says("DB index is out of range", "it has no database of that number: correct the number after the slash"),
            says("invalid DB index", "it has no database of that number: correct the number after the slash"),
            says("SELECT is not allowed", "it has one database only: leave the number after the slash out"),
            says("LOADING", "it is loading its data set: wait until it is ready"),
            says(
                    "max number of clients",
                    "it has reached its maximum number of clients: raise maxclients, or end some"),
            is(UnknownHostException.class, "its host name is unknown: correct the name"),
            is(NotSslRecordException.class, "it does not speak TLS at that port: use redis:// in place of rediss://"),
            says("No name matching", "its certificate is for another host: use the host name that it certifies"),
            says("No subject alternative", "its certificate is for another host: use the host name that it certifies"),
            is(
                    GeneralSecurityException.class,
                    "its certificate is not trusted: use one of an authority that Java trusts"),
            is(SSLException.class, "the TLS handshake failed: correct the port, or use redis:// in place of rediss://"),
            says("Unknown RESP type", "it does not speak the protocol of Redis: correct the port"),
            says("Invalid REDIS format", "it does not speak the protocol of Redis: correct the port"),
            says(
                    "CONNECTION_CLOSED",
                    "it closed the connection before it answered: use rediss:// if it requires TLS,"
                            + " or correct the port"),
            is(ConnectTimeoutException.class, "its host does not answer: correct the address, or open the firewall"),
            is(
                    ConnectException.class,
                    "nothing listens there (connection refused): start one there, correct the address,"
                            + " or leave --redis out"));

    private RedisFailure() {}

    /** @param tls whether the connection uses TLS */
    static String sentence(Throwable failure, boolean tls) {
        if (failure instanceof TimeoutException) {
            return "it accepted the connection and did not answer: it "
                    + (tls
                            ? "does not speak TLS at that port (use redis:// in place of rediss://), or is overloaded"
                            : "is overloaded, or is no Redis");
        }
        return RULES.stream()
                .filter(rule -> causes(failure).anyMatch(rule.test))
                .findFirst()
                .map(Rule::sentence)
                .orElseGet(() -> brief(failure));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }

    /** A short message. Redis repeats the arguments of an unknown command, so they are cut off. */
    private static String brief(Throwable failure) {
        String message = causes(failure)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .reduce((outer, inner) -> inner)
                .orElse(failure.getClass().getSimpleName());
        return message.split(", with args|\\R", 2)[0];
    }

    private static Rule is(Class<? extends Throwable> type, String sentence) {
        return new Rule(type::isInstance, sentence);
    }

    private static Rule says(String words, String sentence) {
        return new Rule(cause -> String.valueOf(cause.getMessage()).contains(words), sentence);
    }
}
