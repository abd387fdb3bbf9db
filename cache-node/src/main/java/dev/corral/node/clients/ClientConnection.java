package dev.corral.node.clients;

import dev.corral.node.clients.EndedClients.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * A connection of a client, as the node accepted it: the first handler of its channel, before TLS and HTTP.
 *
 * <p>Knows whether the connection waits for a request, for the rest of its head, or for its response. All of it is of the
 * connection's event loop, and costs a request a few writes to fields: time is read once a sweep for all connections.
 */
public final class ClientConnection extends ChannelDuplexHandler {

    private static final AttributeKey<ClientConnection> KEY = AttributeKey.valueOf(ClientConnection.class, "client");
    /** More than any client sends that waits for its responses; the server answers them in calls inside one another. */
    private static final int LONGEST_PIPELINE = 16 * 1024;

    private final Sockets sockets;
    private final Runnable closed;
    private LoopSockets loop;
    private ChannelHandlerContext context;
    ClientConnection older;
    ClientConnection younger;

    private int inProgress;
    private HttpServerRequest request;
    private boolean multiplexed;
    private boolean written = true;
    private int pipelined;
    private boolean head = true;
    private boolean silent = true;
    private boolean ended;
    private long sinceNanos;
    private long unwritableSinceNanos;

    /** @param closed runs once the connection is over */
    ClientConnection(Sockets sockets, Runnable closed) {
        this.sockets = sockets;
        this.closed = closed;
    }

    /** The connection of a request; null where it was not accepted by a server that is watched. */
    public static ClientConnection of(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase connection
                ? connection.channel().attr(KEY).get()
                : null;
    }

    /** A head is complete. */
    public void begin(HttpServerRequest begun) {
        inProgress++;
        request = begun;
        head = false;
        written = false;
        pipelined = 0;
        multiplexed |= begun.version() == HttpVersion.HTTP_2;
    }

    /** Its response is written, or never will be. */
    public void end() {
        inProgress--;
        if (inProgress == 0) {
            request = null;
            sinceNanos = loop.nanos();
            if (!written && !multiplexed) {
                // A response that was ended on another thread is still on its way here.
                context.executor().execute(this::closeUnwritten);
            }
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        added.channel().attr(KEY).set(this);
        loop = sockets.ofLoop(added.channel().eventLoop());
        sinceNanos = loop.now();
        loop.add(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        loop.remove(this);
        closed.run();
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        silent = false;
        if (inProgress == 0) {
            if (!head && !multiplexed) {
                head = true;
                sinceNanos = loop.nanos();
            }
        } else if (!multiplexed && message instanceof ByteBuf bytes) {
            pipelined += bytes.readableBytes();
            if (pipelined > LONGEST_PIPELINE && !hasBody()) {
                bytes.release();
                close(Reason.PIPELINED);
                return;
            }
        }
        from.fireChannelRead(message);
    }

    /** A write that fails would leave its client waiting for the rest. */
    @Override
    public void write(ChannelHandlerContext to, Object message, ChannelPromise promise) {
        written = true;
        ChannelFuture write = to.write(message, promise);
        if (write.isDone() && write.cause() != null && to.channel().isOpen()) {
            close(Reason.WRITE_FAILED);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) {
        unwritableSinceNanos = from.channel().isWritable() ? 0 : loop.nanos();
        from.fireChannelWritabilityChanged();
    }

    boolean carries(Object response) {
        return request != null && !multiplexed && request.response() == response;
    }

    /** Looks at what the connection waits for. */
    void sweep(long nowNanos, boolean scarce) {
        if (ended) {
            context.close();
        } else if (scarce && unwritableSinceNanos != 0 && nowNanos - unwritableSinceNanos > LoopSockets.UNREAD_NANOS) {
            close(Reason.UNREAD);
        } else if (inProgress == 0) {
            long waited = nowNanos - sinceNanos;
            if (head && waited > sockets.headNanos()) {
                // One that never sent a byte, such as a browser opens in advance, is idle.
                close(silent ? Reason.IDLE_TIMEOUT : Reason.HEAD_TIMEOUT);
            } else if (!head && waited > sockets.idleNanos()) {
                closeIdle();
            }
        }
    }

    /** Closes the connection of a client that reads none of its responses. */
    public void endUnread() {
        close(Reason.UNREAD);
    }

    /** With a reset, because what was written before may never be read. */
    void close(Reason reason) {
        if (!ended) {
            ended = true;
            sockets.ended().ended(reason);
        }
        reset();
    }

    /** What was written is dropped, in the kernel too. */
    void reset() {
        if (context.channel().isActive()) {
            context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        context.close();
    }

    /** As the protocol has it; the next sweep closes what does not take leave. */
    private void closeIdle() {
        ended = true;
        sockets.ended().ended(Reason.IDLE_TIMEOUT);
        if (multiplexed) {
            context.channel().close();
        } else {
            context.close();
        }
    }

    private void closeUnwritten() {
        if (!written && inProgress == 0 && context.channel().isActive()) {
            close(Reason.WRITE_FAILED);
        }
    }

    private boolean hasBody() {
        return request.headers().contains("content-length") || request.headers().contains("transfer-encoding");
    }
}
