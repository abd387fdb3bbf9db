package dev.corral.node.origin;

import dev.corral.guard.redis.net.AddressRace;
import dev.corral.guard.redis.net.HostAddresses;
import dev.corral.guard.redis.net.Preference;
import io.vertx.core.Future;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/**
 * The host of the origin, and the address that requests use. While the first address of the name accepts connections, the
 * HTTP client resolves the name. When it does not, the other addresses are tried, and the one that accepts a connection is
 * used until it fails or DNS no longer lists it.
 */
final class OriginHost {

    /** How long an address is used before a DNS lookup checks whether the name still has it. */
    static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final HostAddresses.Resolver resolver;
    private final ContextInternal context;
    private final NetClient probe;
    private final ChosenAddress server;
    private final boolean named;
    private final Duration lookAgain;

    /* Changed on the context's event loop only. */
    private Future<Found> search;
    private volatile long chosenNanos;
    private volatile boolean resolving;

    /**
     * The result of a search.
     *
     * @param address an address that accepts connections
     * @param first the first address of the name, which the client itself would have used
     */
    record Found(InetAddress address, InetAddress first) {}

    /**
     * Creates the host of a URL.
     *
     * @param timeout the time limit for opening one connection
     * @param lookAgain how long an address is used before a DNS lookup checks whether the name still has it
     */
    OriginHost(
            VertxInternal vertx,
            HostAddresses.Resolver resolver,
            UrlTemplate url,
            Duration timeout,
            Duration lookAgain) {
        this.resolver = resolver;
        this.context = vertx.createEventLoopContext();
        this.probe = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout((int) Math.max(1, timeout.toMillis() / 2)));
        this.server = new ChosenAddress(url.host(), url.port());
        this.named = server.hostName() != null;
        this.lookAgain = lookAgain;
    }

    /** The server address that all requests share. */
    SocketAddress server() {
        return server;
    }

    /** Whether the host is a name, which can have several addresses. */
    boolean named() {
        return named;
    }

    /** The address in use, or null if the client resolves the name. */
    InetAddress current() {
        InetAddress current = server.ipAddress();
        if (current != null && System.nanoTime() - chosenNanos > lookAgain.toNanos()) {
            chosenNanos = System.nanoTime();
            context.runOnContext(due -> lookAgain(current));
        }
        return current;
    }

    /**
     * Drops the address if the name no longer has it: the client then begins with the first of the name's addresses.
     */
    private void lookAgain(InetAddress used) {
        resolver.resolve(context, server.host()).onSuccess(addresses -> {
            if (used.equals(server.ipAddress()) && !addresses.contains(used)) {
                server.choose(null);
            }
        });
    }

    /**
     * Finds an address that accepts connections. All callers that wait at the same time share one search.
     *
     * @param failed the address that was used; null if the client has resolved the name
     * @return the address; a failure if the name has only one address, or if none of several accepts a connection
     */
    Future<Found> other(InetAddress failed) {
        return Future.future(
                promise -> context.runOnContext(start -> shared(failed).onComplete(promise)));
    }

    private Future<Found> shared(InetAddress failed) {
        if (search == null) {
            Future<Found> begun = search(failed);
            search = begun;
            begun.onComplete(over -> search = null);
            return begun;
        }
        return search;
    }

    /** Whether a search waits for DNS. */
    boolean isResolving() {
        return resolving;
    }

    private Future<List<InetAddress>> resolve() {
        resolving = true;
        return resolver.resolve(context, server.host()).onComplete(either -> resolving = false);
    }

    private Future<Found> search(InetAddress failed) {
        return resolve().compose(addresses -> {
            InetAddress first = addresses.getFirst();
            List<InetAddress> others = Preference.last(failed == null ? first : failed, addresses);
            return addresses.size() == 1 && !isNew(failed, first)
                    ? Future.failedFuture(new UnknownHostException("no other address"))
                    : new AddressRace<>(context, others, this::connect, NetSocket::close)
                            .run()
                            .map(won -> chosen(won, first));
        });
    }

    private static boolean isNew(InetAddress failed, InetAddress only) {
        return failed != null && !failed.equals(only);
    }

    private Future<NetSocket> connect(InetAddress address) {
        return probe.connect(SocketAddress.inetSocketAddress(new InetSocketAddress(address, server.port())));
    }

    private Found chosen(AddressRace.Won<NetSocket> won, InetAddress first) {
        won.connection().close();
        chosenNanos = System.nanoTime();
        server.choose(won.address().equals(first) ? null : won.address());
        return new Found(won.address(), first);
    }
}
