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
 * exactly one request was read from it and nothing else, and only until it has been idle for its keep-alive.
 *
 * <p>After a response the connection rests: the pool gets it back only when nothing has followed for a while. Everything
 * but {@link #of}, {@link #use} and the volatile readings runs on the connection's event loop.
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

    /** One request that wants to be sent over the connection. */
    interface Use {
        /** False where its caller has left before it was sent. */
        boolean wanted();

        /** Sends the request; the connection is its own until it is answered. */
        void send();

        /** The connection can carry no request any more; nothing was sent. */
        void refused();

        /** The whole response has been read. */
        void answered();
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

    /** Reads the responses of a connection that was just opened. */
    static void attach(HttpConnection opened, Times times, ResponseDecoder.Limits limits, OriginCounts counts) {
        Channel channel = ((HttpClientConnection) opened).channel();
        OriginConnection connection = new OriginConnection(channel, times);
        channel.attr(ATTRIBUTE).set(connection);
        channel.pipeline().replace("codec", "codec", new OriginCodec(new ResponseDecoder(connection, limits, counts)));
    }

    static OriginConnection of(HttpConnection opened) {
        return ((HttpClientConnection) opened).channel().attr(ATTRIBUTE).get();
    }

    /** From any thread. What the loop has not read yet, such as the origin's close, it reads before the request is sent. */
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

    /** From any thread. */
    void onLoop(Runnable task) {
        channel.eventLoop().execute(task);
    }

    /** Closes the connection if this very request is still in progress on it, and never another's. */
    void abandon(Use use) {
        if (current == use) {
            end();
        }
    }

    /** Whether the request in progress, or the last one, was not the first. */
    boolean reused() {
        return requests > 1;
    }

    /** Whether a byte came since the last request was sent that can be of its answer. */
    boolean answering() {
        return answering && !noHttp;
    }

    boolean inUse() {
        return state == State.IN_USE;
    }

    /**
     * Why no byte of an answer came. With TLS 1.3 an origin can refuse the handshake after the request was sent.
     *
     * @param failure as the client reports it
     */
    Throwable unanswered(Throwable failure) {
        if (tls) {
            return Unanswered.withTls(failure);
        }
        return ConnectionFailure.ofTls(failure).orElseGet(() -> Unanswered.closed(failure));
    }

    /**
     * The first bytes after a request.
     *
     * @param http whether they are those of a response
     * @param encrypted whether they are those of TLS
     */
    void bytesCame(boolean http, boolean encrypted) {
        if (!answering) {
            noHttp = !http;
            tls = encrypted;
            answering = true;
        }
    }

    /**
     * The answer was read to its end.
     *
     * @param reusable whether nothing but that answer has come
     * @param limit how long the origin keeps the connection, by its own word
     * @param toPool tells the client of the end, so that the connection goes back to its pool
     */
    void answered(boolean reusable, Duration limit, Runnable toPool) {
        if (state != State.IN_USE) {
            // A caller has left, and what ended its body was this connection's own end.
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
            // First, because a request whose connection closes before it has ended fails.
            toPool.run();
            end();
        }
        answered.answered();
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
