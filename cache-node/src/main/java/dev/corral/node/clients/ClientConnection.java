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
 * A client's connection as the node accepted it: the first handler of its channel, in front of TLS and HTTP.
 *
 * <p>It tracks whether the connection waits for a request, for the rest of a request's head, or for a response. Its
 * state belongs to the connection's event loop and costs a request a few field writes: the clock is read once per sweep
 * for all connections.
 */
public final class ClientConnection extends ChannelDuplexHandler {

    private static final AttributeKey<ClientConnection> KEY = AttributeKey.valueOf(ClientConnection.class, "client");
    /**
     * The most bytes of pipelined requests. A client that waits for its responses never sends as many. The number must
     * be bounded, because the server answers pipelined requests in nested calls.
     */
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

    /** @param closed runs once when the connection has closed */
    ClientConnection(Sockets sockets, Runnable closed) {
        this.sockets = sockets;
        this.closed = closed;
    }

    /** The connection of a request, or null if no watched server accepted it. */
    public static ClientConnection of(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase connection
                ? connection.channel().attr(KEY).get()
                : null;
    }

    /** Records that the head of a request is complete. */
    public void begin(HttpServerRequest begun) {
        inProgress++;
        request = begun;
        head = false;
        written = false;
        pipelined = 0;
        multiplexed |= begun.version() == HttpVersion.HTTP_2;
    }

    /** Records that the response of a request is written, or never will be. */
    public void end() {
        inProgress--;
        if (inProgress == 0) {
            request = null;
            sinceNanos = loop.nanos();
            if (!written && !multiplexed) {
                // A response that was ended on another thread has not reached this event loop yet.
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

    /** Closes the connection if a write fails, because its client would wait for the rest. */
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

    /** Closes the connection if it has waited longer than its limit. */
    void sweep(long nowNanos, boolean scarce) {
        if (ended) {
            context.close();
        } else if (scarce && unwritableSinceNanos != 0 && nowNanos - unwritableSinceNanos > LoopSockets.UNREAD_NANOS) {
            close(Reason.UNREAD);
        } else if (inProgress == 0) {
            long waited = nowNanos - sinceNanos;
            if (head && waited > sockets.headNanos()) {
                // A connection that never sent a byte, such as one that a browser opens in advance, is idle.
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

    /** Closes the connection with a reset, because the client may never read what was written before. */
    void close(Reason reason) {
        if (!ended) {
            ended = true;
            sockets.ended().ended(reason);
        }
        reset();
    }

    /** Closes the channel and drops all unsent bytes, including those in the kernel's buffer. */
    void reset() {
        if (context.channel().isActive()) {
            context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        context.close();
    }

    /** Closes an idle connection as its protocol prescribes. The next sweep closes the socket if it is still open. */
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
