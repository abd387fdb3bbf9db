package dev.corral.node.origin;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One connection to the origin, and whether it may carry another request. It may only if exactly one final response to
 * exactly one request was read from it and nothing else, and only until it has been idle for its keep-alive time.
 *
 * <p>After a response the connection rests: it returns to the pool only when nothing has followed for a while.
 * Everything except {@link #of}, {@link #use} and the volatile readings runs on the connection's event loop.
 */
final class OriginConnection {

    private static final AttributeKey<OriginConnection> ATTRIBUTE = AttributeKey.valueOf(OriginConnection.class, "of");

    private enum State {
        IDLE,
        IN_USE,
        RESTING,
        ENDED
    }

    /** How long a connection is kept. */
    record Times(Duration keepAlive, Duration rest) {}

    /** A request that is to be sent over the connection. */
    interface Use {
        /** Returns false if its caller has left before it was sent. */
        boolean wanted();

        /** Sends the request, which then owns the connection until it is answered. */
        void send();

        /** Reports that the connection can carry no more requests; nothing was sent. */
        void refused();

        /** Reports that the whole response with this status has been read. */
        void answered(int status);
    }

    private final Channel channel;
    private final Times times;
    private State state = State.IDLE;
    private Use current;
    private Runnable release;
    private Future<?> idleEnd;
    private volatile int requests;
    private volatile boolean answering;
    private volatile boolean noHttp;
    private volatile boolean tls;

    private OriginConnection(Channel channel, Times times) {
        this.channel = channel;
        this.times = times;
    }

    /** Installs the decoder on a connection that was just opened. */
    static void attach(HttpConnection opened, Times times, ResponseDecoder.Limits limits, OriginCounts counts) {
        Channel channel = ((HttpClientConnection) opened).channel();
        OriginConnection connection = new OriginConnection(channel, times);
        channel.attr(ATTRIBUTE).set(connection);
        channel.pipeline().replace("codec", "codec", new OriginCodec(new ResponseDecoder(connection, limits, counts)));
    }

    static OriginConnection of(HttpConnection opened) {
        return ((HttpClientConnection) opened).channel().attr(ATTRIBUTE).get();
    }

    /**
     * Sends a request. May be called from any thread. The event loop first reads what has already arrived, such as the
     * origin's close.
     */
    void use(Use use) {
        if (requests == 0) {
            channel.eventLoop().execute(() -> take(use));
        } else {
            channel.eventLoop().schedule(() -> take(use), 0, TimeUnit.NANOSECONDS);
        }
    }

    private void take(Use use) {
        if (!use.wanted()) {
            return;
        }
        if (state == State.IDLE && channel.isActive()) {
            begin(use);
        } else {
            use.refused();
        }
    }

    private void begin(Use use) {
        state = State.IN_USE;
        current = use;
        answering = false;
        noHttp = false;
        tls = false;
        requests++;
        cancelIdleEnd();
        use.send();
    }

    /** Runs a task on the event loop. May be called from any thread. */
    void onLoop(Runnable task) {
        channel.eventLoop().execute(task);
    }

    /** Closes the connection if this request is still in progress on it, but not if another is. */
    void abandon(Use use) {
        if (current == use) {
            end();
        }
    }

    /** Whether the request in progress, or the last one, was not the first of the connection. */
    boolean reused() {
        return requests > 1;
    }

    /** Whether a byte that can belong to the response has arrived since the last request was sent. */
    boolean answering() {
        return answering && !noHttp;
    }

    boolean inUse() {
        return state == State.IN_USE;
    }

    /**
     * The reason why no byte of a response arrived. With TLS 1.3 an origin can refuse the handshake after the request
     * was sent.
     *
     * @param failure the failure as the client reports it
     */
    Throwable unanswered(Throwable failure) {
        if (tls) {
            return Unanswered.withTls(failure);
        }
        return ConnectionFailure.ofTls(failure).orElseGet(() -> Unanswered.closed(failure));
    }

    /**
     * Receives the first bytes after a request.
     *
     * @param http whether they can be the beginning of a response
     * @param encrypted whether they are the beginning of a TLS record
     */
    void bytesCame(boolean http, boolean encrypted) {
        if (!answering) {
            noHttp = !http;
            tls = encrypted;
            answering = true;
        }
    }

    /**
     * Reports that the response was read to its end.
     *
     * @param status the status of the response
     * @param reusable whether nothing but that response has arrived
     * @param limit how long the origin keeps the connection, as it states
     * @param toPool reports the end to the client, which returns the connection to its pool
     */
    void answered(int status, boolean reusable, Duration limit, Runnable toPool) {
        if (state != State.IN_USE) {
            // The caller has left, and the body ended because this connection was closed.
            return;
        }
        Use answered = current;
        current = null;
        state = State.RESTING;
        if (reusable) {
            release = toPool;
            channel.eventLoop().schedule(this::rested, times.rest().toNanos(), TimeUnit.NANOSECONDS);
            Duration idle = limit.compareTo(times.keepAlive()) < 0 ? limit : times.keepAlive();
            idleEnd = channel.eventLoop().schedule(this::endIfIdle, idle.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            // First, because a request fails if its connection closes before the request has ended.
            toPool.run();
            end();
        }
        answered.answered(status);
    }

    private void rested() {
        if (state == State.RESTING) {
            state = State.IDLE;
            release.run();
        }
    }

    private void endIfIdle() {
        if (state != State.IN_USE) {
            end();
        }
    }

    void end() {
        state = State.ENDED;
        current = null;
        cancelIdleEnd();
        channel.close();
    }

    private void cancelIdleEnd() {
        if (idleEnd != null) {
            idleEnd.cancel(false);
            idleEnd = null;
        }
    }
}
