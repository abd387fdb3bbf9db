package dev.corral.node.rehearsal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sends the requests of a rehearsal to the node's own ports, over HTTP/1.1 and HTTP/2, and counts the responses. All
 * methods must be called on the same event loop.
 */
final class OwnRequests {

    /** Enough for the requests of several rounds at the same time. */
    private static final int LEAST_CONNECTIONS = 16;

    private static final int HTTP_2_CONNECTIONS = 4;
    private static final int IDLE_SECONDS = 1;
    /** Longer than any response of a node that only compiles, shorter than a rehearsal. */
    private static final long LONGEST_MILLIS = 2_000;

    private static final String FIRST_ROW = StandInOrigin.ROW + "first-";

    private final Vertx vertx;
    private final String cache;
    private final int opened;
    private final int http1Connections;
    private final int http2Connections;
    private final List<Route> routes = new ArrayList<>();
    private final List<HttpClient> clients = new ArrayList<>();
    private final Map<Kind, Count> counts = new EnumMap<>(Kind.class);
    private boolean stopped;

    private static final class Count {
        private int sent;
        private int expected;
    }

    /** A port of the node, and a version of HTTP. */
    record Route(Target target, HttpVersion version, HttpClient client) {

        /** The version and the address, as a log names them. */
        String text() {
            String name = version == HttpVersion.HTTP_2 ? "HTTP/2" : "HTTP/1.1";
            return name + (target.tls() ? " with TLS" : "") + " at " + target.host() + ":" + target.port();
        }
    }

    /**
     * A request.
     *
     * @param id the key of the row within the cache
     * @param headers name and value of the request headers
     * @param body null if the request has none
     */
    record Call(Kind kind, Route route, HttpMethod method, String id, Map<String, String> headers, Buffer body) {}

    /**
     * @param cache the name of the cache that is read
     * @param wanted the number of connections that are opened to each port at first, one for each event loop
     * @param most the number of connections that each port accepts; at most half of them are opened
     */
    OwnRequests(Vertx vertx, String cache, int wanted, int most) {
        int half = Math.max(2, most / 2);
        this.vertx = vertx;
        this.cache = cache;
        this.http2Connections = Math.min(HTTP_2_CONNECTIONS, half / 2);
        this.http1Connections = Math.min(Math.max(wanted, LEAST_CONNECTIONS), half - http2Connections);
        this.opened = Math.min(wanted, http1Connections);
        for (Kind kind : Kind.values()) {
            counts.put(kind, new Count());
        }
    }

    /**
     * Adds the routes to a port, and opens connections to it with one read each, so that every event loop accepts some.
     * The future never fails.
     */
    Future<Void> open(Target target) {
        Route first = newRoute(target, HttpVersion.HTTP_1_1);
        routes.add(first);
        routes.add(newRoute(target, HttpVersion.HTTP_2));
        return Future.all(IntStream.range(0, opened)
                        .mapToObj(each -> send(read(first, FIRST_ROW + target.port() + "-" + each)))
                        .toList())
                .mapEmpty();
    }

    private static Call read(Route route, String id) {
        return new Call(Kind.MISS, route, HttpMethod.GET, id, Map.of(), null);
    }

    private Route newRoute(Target target, HttpVersion version) {
        HttpClient client = client(target, version);
        clients.add(client);
        return new Route(target, version, client);
    }

    private HttpClient client(Target target, HttpVersion version) {
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(version)
                .setSsl(target.tls())
                .setUseAlpn(target.tls())
                // The certificate is for the host name that clients use.
                .setTrustAll(true)
                .setVerifyHost(false)
                .setHttp2ClearTextUpgrade(false)
                // A connection that is not needed any more is closed here, before the node's limits of clients end it.
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setHttp2KeepAliveTimeout(IDLE_SECONDS);
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(http1Connections).setHttp2MaxSize(http2Connections);
        return vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                // Requests report their failures; the client would log those of its connections once more.
                .withConnectHandler(connection -> connection.exceptionHandler(failure -> {}))
                .build();
    }

    /** The name of the cache that is read. */
    String cache() {
        return cache;
    }

    /** Returns the route of the round with this number: the routes take turns. There must be one. */
    Route route(long round) {
        return routes.get((int) (round % routes.size()));
    }

    /** Returns false if no route is left. */
    boolean hasRoute() {
        return !routes.isEmpty();
    }

    /** Uses a route no longer; returns false if it was left out before. */
    boolean leaveOut(Route route) {
        return routes.remove(route);
    }

    /** Sends no further request. */
    void stop() {
        stopped = true;
    }

    /** Sends a request. The future never fails: a request without a response has the answer {@link OwnAnswer#NONE}. */
    Future<OwnAnswer> send(Call call) {
        if (stopped) {
            return Future.succeededFuture(OwnAnswer.NONE);
        }
        Target target = call.route().target();
        RequestOptions options = new RequestOptions()
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls())
                .setMethod(call.method())
                .setTimeout(LONGEST_MILLIS)
                .setURI("/caches/" + cache + "/" + call.id());
        call.headers().forEach(options::putHeader);
        return call.route()
                .client()
                .request(options)
                .compose(request -> sent(request, call.body()))
                .otherwise(OwnAnswer.NONE)
                .map(answer -> counted(call.kind(), answer));
    }

    private static Future<OwnAnswer> sent(HttpClientRequest request, Buffer body) {
        return (body == null ? request.send() : request.send(body))
                .compose(response -> response.body().map(OwnAnswer.of(response)));
    }

    private OwnAnswer counted(Kind kind, OwnAnswer answer) {
        Count count = counts.get(kind);
        count.sent++;
        count.expected += kind.expects(answer) ? 1 : 0;
        return answer;
    }

    /** Returns for each kind how many responses were as expected, in one line. */
    String counts() {
        StringBuilder text = new StringBuilder();
        counts.forEach((kind, count) -> text.append(text.isEmpty() ? "" : ", ")
                .append(kind)
                .append(' ')
                .append(count.expected)
                .append('/')
                .append(count.sent));
        return text.toString();
    }

    /** Returns the routes in use, in one line. */
    String routes() {
        return routes.stream().map(Route::text).collect(Collectors.joining(", "));
    }

    /** The number of requests that have ended. */
    int sent() {
        return counts.values().stream().mapToInt(count -> count.sent).sum();
    }

    void close() {
        clients.forEach(HttpClient::close);
    }
}
