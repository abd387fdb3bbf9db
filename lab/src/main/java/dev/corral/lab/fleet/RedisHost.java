package dev.corral.lab.fleet;

import dev.corral.lab.load.LabVertx;
import io.netty.util.NetUtil;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The host of a Redis, and the first of its addresses that accepts connections. */
final class RedisHost {

    private static final int CONNECT_MILLIS = 1_000;
    private static final int MOST = 6;
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

    private RedisHost() {}

    /**
     * The address of a host name that accepts connections; empty if the URL contains an address, or if none accepts
     * them.
     */
    static Optional<InetAddress> address(RedisUrl url) {
        String host = url.host();
        boolean literal = NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
        return literal ? Optional.empty() : answering(host, url.port());
    }

    /** Returns a Vert.x that resolves the host to this address, or as the system does if there is none. */
    static Vertx vertx(RedisUrl url, Optional<InetAddress> address) {
        VertxOptions options = new VertxOptions();
        address.ifPresent(each -> options.setAddressResolverOptions(new AddressResolverOptions()
                .setHostsValue(Buffer.buffer(each.getHostAddress() + " " + url.host() + "\n"))));
        return LabVertx.create(options);
    }

    private static Optional<InetAddress> answering(String host, int port) {
        Set<InetAddress> all = new LinkedHashSet<>(resolved(host));
        if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
            LOOPBACK.forEach(literal -> all.addAll(resolved(literal)));
        }
        return all.stream()
                .limit(MOST)
                .filter(address -> accepts(address, port))
                .findFirst();
    }

    private static List<InetAddress> resolved(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }

    private static boolean accepts(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
