package dev.corral.node.clients;

import dev.corral.guard.runtime.Clock;
import dev.corral.node.memory.NetworkMemory;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The limits of all connections that the node's servers accept: how long a head may take, how long a connection may be
 * idle, and how many a port has.
 *
 * <p>Stands between a server's channel and Vert.x, because there alone a connection is seen that never sends a request.
 */
public final class Sockets {

    private static final Duration LONGEST_SWEEP = Duration.ofMillis(500);
    private static final int SWEEPS_PER_LIMIT = 4;
    private static final int FIRST_READ = 2 * 1024;
    /** What arrives at once is parsed at once: as many pipelined requests as fit. */
    private static final int LARGEST_READ = 16 * 1024;

    private final Limits limits;
    private final Clock clock;
    private final NetworkMemory memory;
    private final EndedClients ended;
    private final Map<EventLoop, LoopSockets> loops = new ConcurrentHashMap<>();
    private final FastThreadLocal<LoopSockets> ofThisLoop = new FastThreadLocal<>();

    /**
     * What a client may take.
     *
     * @param head from a connection's opening, or from the first byte of a later request, to the end of the request's head
     * @param idle with no request in progress
     * @param connections of one port
     */
    public record Limits(Duration head, Duration idle, int connections) {}

    public Sockets(Limits limits, Clock clock, NetworkMemory memory, EndedClients ended) {
        this.memory = memory;
        this.limits = limits;
        this.clock = clock;
        this.ended = ended;
    }

    /**
     * Watches the connections of all servers that listen by now, those included that were accepted already. To be called
     * again while servers may still begin to listen; where none has, it looks at the servers alone.
     */
    public CompletableFuture<Void> watch(EventLoopGroup acceptors, EventLoopGroup loops) {
        AtomicBoolean found = new AtomicBoolean();
        // Whatever was accepted before a server is watched is on its way to its loop, in front of the second step.
        return onAll(acceptors, channel -> watchServer(channel, found))
                .thenCompose(watched ->
                        found.get() ? onAll(loops, this::watchAccepted) : CompletableFuture.completedFuture(null));
    }

    private static CompletableFuture<Void> onAll(EventLoopGroup loops, Consumer<Channel> step) {
        List<CompletableFuture<Void>> steps = new ArrayList<>();
        loops.forEach(loop -> steps.add(onEach(loop, step)));
        return CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new));
    }

    private static CompletableFuture<Void> onEach(EventExecutor loop, Consumer<Channel> step) {
        return CompletableFuture.runAsync(
                () -> {
                    List<Channel> channels = new ArrayList<>();
                    ((SingleThreadEventLoop) loop).registeredChannelsIterator().forEachRemaining(channels::add);
                    channels.forEach(step);
                },
                loop);
    }

    private void watchServer(Channel channel, AtomicBoolean found) {
        if (channel instanceof ServerChannel && channel.pipeline().get(Accepting.class) == null) {
            channel.pipeline().addFirst(new Accepting());
            found.set(true);
        }
    }

    private void watchAccepted(Channel channel) {
        if (channel.parent() instanceof ServerChannel && channel.pipeline().get(ClientConnection.class) == null) {
            channel.pipeline().addFirst(new ClientConnection(this, () -> {}));
        }
    }

    /**
     * Closes the connection of a response, whatever waits in it.
     *
     * @return false where this event loop has no connection that has this response in progress and no other
     */
    public boolean close(HttpServerResponse response) {
        LoopSockets loop = ofThisLoop.get();
        ClientConnection connection = loop == null ? null : loop.carrying(response);
        if (connection == null) {
            return false;
        }
        connection.reset();
        return true;
    }

    EndedClients ended() {
        return ended;
    }

    long headNanos() {
        return limits.head().toNanos();
    }

    long idleNanos() {
        return limits.idle().toNanos();
    }

    LoopSockets ofLoop(EventLoop loop) {
        return loops.computeIfAbsent(loop, this::open);
    }

    private LoopSockets open(EventLoop loop) {
        LoopSockets opened = new LoopSockets(clock, memory);
        ofThisLoop.set(opened);
        long nanos = Math.min(LONGEST_SWEEP.toNanos(), Math.min(headNanos(), idleNanos()) / SWEEPS_PER_LIMIT);
        loop.scheduleAtFixedRate(opened::sweep, nanos, nanos, TimeUnit.NANOSECONDS);
        return opened;
    }

    /** Sees each connection that a server accepts, on the acceptor's thread. */
    @Sharable
    private final class Accepting extends ChannelInboundHandlerAdapter {
        private final AtomicInteger open = new AtomicInteger();

        @Override
        public void channelRead(ChannelHandlerContext server, Object accepted) {
            Channel client = (Channel) accepted;
            if (open.incrementAndGet() > limits.connections()) {
                open.decrementAndGet();
                ended.ended(EndedClients.Reason.TOO_MANY);
                client.unsafe().closeForcibly();
                return;
            }
            client.config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(64, FIRST_READ, LARGEST_READ));
            client.pipeline().addFirst(new ClientConnection(Sockets.this, open::decrementAndGet));
            server.fireChannelRead(client);
        }
    }
}
