package dev.corral.guard.redis.net;

import io.netty.resolver.DefaultHostsFileEntriesResolver;
import io.netty.resolver.ResolvedAddressTypes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * All addresses of a host name, in the order in which they are tried. The addresses of the Vert.x resolver, which has a
 * cache and applies the TTLs of DNS, are first. The entries of the hosts file for the same name follow, because that
 * resolver returns only one of them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6761#section-6.3">RFC 6761, localhost</a>
 */
public final class HostAddresses {

    /** Resolves a host name. The list has all addresses of the name, and at least one. */
    @FunctionalInterface
    public interface Resolver {
        Future<List<InetAddress>> resolve(ContextInternal context, String host);
    }

    private static final List<InetAddress> LOOPBACK = List.of(
            address(new byte[] {127, 0, 0, 1}), address(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));

    private HostAddresses() {}

    /** Returns a resolver, which reads the hosts file once, as Vert.x does. */
    public static Resolver of(Vertx vertx) {
        VertxInternal internal = (VertxInternal) vertx;
        DefaultHostsFileEntriesResolver hosts = new DefaultHostsFileEntriesResolver();
        return (context, host) -> resolved(internal, context, host).transform(found -> {
            List<InetAddress> all = all(found.succeeded() ? found.result() : List.of(), fromFile(hosts, host), host);
            return all.isEmpty() ? Future.failedFuture(found.cause()) : Future.succeededFuture(all);
        });
    }

    private static Future<List<InetSocketAddress>> resolved(VertxInternal vertx, ContextInternal context, String host) {
        Promise<List<InetSocketAddress>> promise = context.promise();
        vertx.addressResolver()
                .resolveHostnameAll(context.nettyEventLoop(), host)
                .addListener((io.netty.util.concurrent.Future<List<InetSocketAddress>> found) -> {
                    if (found.isSuccess()) {
                        promise.complete(found.getNow());
                    } else {
                        promise.fail(found.cause());
                    }
                });
        return promise.future();
    }

    private static List<InetAddress> fromFile(DefaultHostsFileEntriesResolver hosts, String host) {
        List<InetAddress> entries = hosts.addresses(host, ResolvedAddressTypes.IPV4_PREFERRED);
        return entries == null ? List.of() : entries;
    }

    /**
     * Combines all addresses. The hosts file is used only if the resolver has read it too, because the Vert.x options
     * may name another one.
     */
    static List<InetAddress> all(List<InetSocketAddress> resolved, List<InetAddress> file, String host) {
        Set<InetAddress> all = new LinkedHashSet<>();
        resolved.stream()
                .map(InetSocketAddress::getAddress)
                .filter(Objects::nonNull)
                .forEach(all::add);
        if (file.stream().anyMatch(all::contains)) {
            all.addAll(file);
        }
        if (isLocal(host)) {
            all.addAll(LOOPBACK);
        }
        return List.copyOf(all);
    }

    private static boolean isLocal(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return plain.equals("localhost") || plain.endsWith(".localhost");
    }

    /** Returns the address together with the host name that was looked up, which TLS verifies. */
    public static InetAddress named(String host, InetAddress address) {
        try {
            return InetAddress.getByAddress(host, address.getAddress());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
