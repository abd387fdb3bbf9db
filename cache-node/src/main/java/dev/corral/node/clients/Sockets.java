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
 * The limits of all connections that the node's servers accept: the time for a request's head, the idle time, and the
 * number of connections per port.
 *
 * <p>It is placed between a server's channel and Vert.x, because only there a connection that never sends a request is
 * visible.
 */
public final class Sockets {

    private static final Duration LONGEST_SWEEP = Duration.ofMillis(500);
    private static final int SWEEPS_PER_LIMIT = 4;
    private static final int FIRST_READ = 2 * 1024;
    /** All bytes of one read are parsed at once, with as many pipelined requests as they contain. */
    private static final int LARGEST_READ = 16 * 1024;

    private final Limits limits;
    private final Clock clock;
    private final NetworkMemory memory;
    private final EndedClients ended;
    private final Map<EventLoop, LoopSockets> loops = new ConcurrentHashMap<>();
    private final FastThreadLocal<LoopSockets> ofThisLoop = new FastThreadLocal<>();

    /**
     * The limits of a client's connection.
     *
     * @param head the time from a connection's opening, or from the first byte of a later request, to the end of the
     *     request's head
     * @param idle the time with no request in progress
     * @param connections the maximum number per port
     */
    public record Limits(Duration head, Duration idle, int connections) {}

    public Sockets(Limits limits, Clock clock, NetworkMemory memory, EndedClients ended) {
        this.memory = memory;
        this.limits = limits;
        this.clock = clock;
        this.ended = ended;
    }

    /**
     * Watches the connections of all servers that listen by now, including connections that were accepted earlier. The
     * caller repeats this as long as servers may still begin to listen; a call that finds no new server checks the
     * servers only.
     */
    public CompletableFuture<Void> watch(EventLoopGroup acceptors, EventLoopGroup loops) {
        AtomicBoolean found = new AtomicBoolean();
        // A connection accepted before its server was watched is already queued on its loop, ahead of the second step.
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
     * Closes the connection of a response, whatever else waits on it.
     *
     * @return false if this event loop has no connection that has this response in progress and no other
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

    /** Handles each connection that a server accepts, on the acceptor's thread. */
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
