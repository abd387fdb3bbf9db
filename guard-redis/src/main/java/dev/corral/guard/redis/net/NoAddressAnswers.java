package dev.corral.guard.redis.net;

import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Map;
import java.util.stream.Collectors;

/** Thrown if no address of a host name accepts a connection. The message names each address with its own reason. */
public final class NoAddressAnswers extends ConnectException {

    private static final long serialVersionUID = 1L;

    NoAddressAnswers(Map<InetAddress, Throwable> failures) {
        super(failures.entrySet().stream()
                .map(failure -> text(failure.getKey()) + " " + reason(failure.getValue()))
                .collect(Collectors.joining(", ")));
    }

    /** Returns the address as it is written in a URL. */
    static String text(InetAddress address) {
        String plain = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + shortened(plain) + "]" : plain;
    }

    /** Shortens the loopback address, because Java writes every zero group of an IPv6 address. */
    private static String shortened(String address) {
        return address.equals("0:0:0:0:0:0:0:1") ? "::1" : address;
    }

    /**
     * Returns the reason by the type of the failure, because the system writes its messages in the language of the
     * locale.
     */
    private static String reason(Throwable failure) {
        return switch (failure) {
            case ConnectTimeoutException late -> "does not answer";
            case ConnectException refused -> "refuses connections";
            default -> "cannot be reached";
        };
    }
}
