package dev.corral.node.origin;

import dev.corral.guard.redis.net.HostAddresses;
import io.netty.channel.ChannelConfig;
import io.netty.channel.socket.nio.NioChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.impl.HttpClientConnection;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.net.ExtendedSocketOptions;

/**
 * The HTTP clients for the origin: one with a pool of connections that are reused, and one that opens a connection for
 * each request, for writes and for the repetition of a request whose kept connection ended.
 */
final class OriginClients {

    /** Leaves room for too many headers, which are then refused with a sentence. */
    private static final ResponseDecoder.Limits LIMITS = new ResponseDecoder.Limits(4 * 1024, 4 * Fields.MAX_BYTES);

    private static final int UNLIMITED = 0;
    private static final int NEVER = -1;

    private final VertxInternal vertx;
    private final int most;
    private final OriginConnection.Times times;
    private final OriginCounts counts = new OriginCounts();
    private final AtomicInteger inProgress = new AtomicInteger();
    private final HttpClient kept;
    private final HttpClient fresh;
    private final OriginHost host;

    /**
     * Creates the clients for the origin at a URL.
     *
     * @param most the maximum number of open connections, of either kind; as many requests again may wait for one
     * @param times how long a connection is kept
     * @param timeout the time limit for opening a connection
     */
    OriginClients(Vertx vertx, UrlTemplate url, int most, OriginConnection.Times times, Duration timeout) {
        this.vertx = (VertxInternal) vertx;
        this.most = most;
        this.times = times;
        this.kept = client(vertx, timeout, !times.keepAlive().isZero());
        this.fresh = client(vertx, timeout, false);
        this.host = new OriginHost(this.vertx, HostAddresses.of(vertx), url, timeout, OriginHost.LOOK_AGAIN);
    }

    /** The context of the caller, or a new one if the caller has none. */
    ContextInternal context() {
        ContextInternal current = ContextInternal.current();
        return current == null ? vertx.createEventLoopContext() : current;
    }

    /** A request over a connection that may have been used before. */
    Future<HttpClientRequest> request(RequestOptions options) {
        return request(kept, options);
    }

    /** A request over a new connection. */
    Future<HttpClientRequest> requestAlone(RequestOptions options) {
        return request(fresh, options);
    }

    private Future<HttpClientRequest> request(HttpClient client, RequestOptions options) {
        return host.named() ? Dial.request(context(), host, client, options, this::exhausted) : client.request(options);
    }

    void close() {
        kept.close();
        fresh.close();
        host.close();
    }

    /** The server address that all requests share. */
    SocketAddress server() {
        return host.server();
    }

    /** Registers an exchange before it begins; returns false if there are too many. */
    boolean enter() {
        boolean room = inProgress.incrementAndGet() <= 2 * most;
        if (!room) {
            inProgress.decrementAndGet();
        }
        return room;
    }

    /** Removes an exchange that has ended. */
    void leave() {
        inProgress.decrementAndGet();
    }

    OriginCounts counts() {
        return counts;
    }

    /** Whether all connections are in use, so that a request must wait until another ends. */
    boolean exhausted() {
        return counts.connections() >= most;
    }

    private HttpClient client(Vertx vertx, Duration timeout, boolean keeps) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) timeout.toMillis())
                .setKeepAlive(keeps)
                .setKeepAliveTimeout(UNLIMITED)
                .setTcpKeepAlive(true);
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(most)
                // Requests whose callers have left stay in it for a while, and so do those for which a connection is
                // being opened.
                .setMaxWaitQueueSize(4 * most)
                .setCleanerPeriod(NEVER);
        return vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                .withConnectHandler(this::opened)
                .build();
    }

    private void opened(HttpConnection connection) {
        counts.opened();
        connection.closeHandler(closed -> counts.closed());
        // The exchange reports the failure; the client would log it once more for each.
        connection.exceptionHandler(failure -> {});
        probeWhileIdle(connection);
        OriginConnection.attach(connection, times, LIMITS, counts);
    }

    /**
     * Enables TCP keep-alive probes. A load balancer may drop an idle connection without notice; the probes detect that
     * before the node uses the connection.
     */
    private void probeWhileIdle(HttpConnection connection) {
        int seconds = Math.clamp(times.keepAlive().toSeconds() / 2, 1, 60);
        ChannelConfig config = ((HttpClientConnection) connection).channel().config();
        config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), seconds);
        config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), 1);
        config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), 3);
    }
}
