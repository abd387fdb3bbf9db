package dev.corral.guard.redis.net;

import io.vertx.core.Future;
import io.vertx.core.impl.CloseFuture;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.NetClientImpl;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Vert.x whose TCP clients connect to the first address of a host name that answers. The address that answered last
 * is tried first while the name still has it.
 */
public final class AnyAddressVertx extends VertxWrapper {

    private final HostAddresses.Resolver resolver;
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicInteger resolved = new AtomicInteger();
    private volatile InetAddress preferred;

    public AnyAddressVertx(VertxInternal vertx, HostAddresses.Resolver resolver) {
        super(vertx);
        this.resolver = resolver;
    }

    @Override
    public NetClient createNetClient(NetClientOptions options) {
        CloseFuture closing = new CloseFuture();
        NetClientImpl client = new AnyAddressClient(delegate, options, closing);
        closing.add(client);
        return client;
    }

    /** Whether a lookup of a host name waits for its answer. */
    public boolean isResolving() {
        return pending.get() > 0;
    }

    /** The number of lookups that found an address. */
    public int resolved() {
        return resolved.get();
    }

    private Future<List<InetAddress>> lookUp(ContextInternal context, String host) {
        pending.incrementAndGet();
        return resolver.resolve(context, host)
                .onSuccess(found -> resolved.incrementAndGet())
                .onComplete(either -> pending.decrementAndGet());
    }

    private List<InetAddress> ordered(List<InetAddress> addresses) {
        InetAddress first = preferred;
        return first == null || !addresses.contains(first) ? addresses : Preference.first(first, addresses);
    }

    private final class AnyAddressClient extends NetClientImpl {

        AnyAddressClient(VertxInternal vertx, NetClientOptions options, CloseFuture closing) {
            super(vertx, null, options, closing);
        }

        @Override
        public Future<NetSocket> connect(ContextInternal context, SocketAddress remote, String serverName) {
            if (remote.isDomainSocket() || remote.hostName() == null) {
                return super.connect(context, remote, serverName);
            }
            return lookUp(context, remote.host())
                    .compose(addresses -> new AddressRace<>(
                                    context,
                                    ordered(addresses),
                                    address -> super.connect(context, at(address, remote), serverName),
                                    NetSocket::close)
                            .run())
                    .map(won -> {
                        preferred = won.address();
                        return won.connection();
                    });
        }

        private static SocketAddress at(InetAddress address, SocketAddress remote) {
            return SocketAddress.inetSocketAddress(
                    new InetSocketAddress(HostAddresses.named(remote.host(), address), remote.port()));
        }
    }
}
