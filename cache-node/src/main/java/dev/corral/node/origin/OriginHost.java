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
import java.util.Set;

/**
 * The host of the origin and the address of it that answers. As long as the first address of the name accepts connections,
 * the client resolves the name by itself; where it does not, the others are tried, and the one that answers is kept until the
 * name has other addresses or the address fails.
 */
final class OriginHost {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final HostAddresses.Resolver resolver;
    private final ContextInternal context;
    private final NetClient probe;
    private final ChosenAddress server;
    private final boolean named;

    /* Change on the context's event loop alone. */
    private Future<Found> search;
    private Set<InetAddress> among = Set.of();
    private volatile long chosenNanos;

    /**
     * The result of a search.
     *
     * @param address that accepts connections
     * @param first of the name, as the client itself would have used it
     */
    record Found(InetAddress address, InetAddress first) {}

    /** @param timeout for opening one connection */
    OriginHost(VertxInternal vertx, HostAddresses.Resolver resolver, UrlTemplate url, Duration timeout) {
        this.resolver = resolver;
        this.context = vertx.createEventLoopContext();
        this.probe = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout((int) Math.max(1, timeout.toMillis() / 2)));
        this.server = new ChosenAddress(url.host(), url.port());
        this.named = server.hostName() != null;
    }

    /** The address for all requests. */
    SocketAddress server() {
        return server;
    }

    /** Whether the host is a name, which can have several addresses. */
    boolean named() {
        return named;
    }

    /** The address that is used now; null where the client resolves the name. */
    InetAddress current() {
        InetAddress current = server.ipAddress();
        if (current != null && System.nanoTime() - chosenNanos > LOOK_AGAIN.toNanos()) {
            chosenNanos = System.nanoTime();
            context.runOnContext(due -> lookAgain());
        }
        return current;
    }

    /** DNS may have other addresses by now: then the client begins with the first of them. */
    private void lookAgain() {
        resolver.resolve(context, server.host()).onSuccess(addresses -> {
            if (!among.equals(Set.copyOf(addresses))) {
                server.choose(null);
            }
        });
    }

    /**
     * Finds an address that accepts connections: one search at a time, which all that wait share.
     *
     * @param failed the address that was used; null where the client has resolved the name
     * @return the address; a failure where the name has one address only, or none of several answers
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

    private Future<Found> search(InetAddress failed) {
        return resolver.resolve(context, server.host()).compose(addresses -> {
            InetAddress first = addresses.getFirst();
            List<InetAddress> others = Preference.last(failed == null ? first : failed, addresses);
            return addresses.size() == 1 && !isNew(failed, first)
                    ? Future.failedFuture(new UnknownHostException("no other address"))
                    : new AddressRace<>(context, others, this::connect, NetSocket::close)
                            .run()
                            .map(won -> chosen(won, first, addresses));
        });
    }

    private static boolean isNew(InetAddress failed, InetAddress only) {
        return failed != null && !failed.equals(only);
    }

    private Future<NetSocket> connect(InetAddress address) {
        return probe.connect(SocketAddress.inetSocketAddress(new InetSocketAddress(address, server.port())));
    }

    private Found chosen(AddressRace.Won<NetSocket> won, InetAddress first, List<InetAddress> addresses) {
        won.connection().close();
        among = Set.copyOf(addresses);
        chosenNanos = System.nanoTime();
        server.choose(won.address().equals(first) ? null : won.address());
        return new Found(won.address(), first);
    }
}
