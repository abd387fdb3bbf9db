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
import java.util.EnumMap;
import java.util.Map;

/** Sends the requests of a rehearsal to the node's own port, over HTTP/1.1 and HTTP/2, and counts the responses. */
final class OwnRequests {

    /** More connections than event loops of a small machine, so that each loop accepts some. */
    private static final int CONNECTIONS = 16;

    private static final int HTTP_2_CONNECTIONS = 4;
    private static final int IDLE_SECONDS = 1;
    /** Longer than any response of a node that only compiles, shorter than a rehearsal. */
    private static final long LONGEST_MILLIS = 2_000;

    private final Target target;
    private final String cache;
    private final HttpClient http1;
    private final HttpClient http2;
    private final Map<Kind, Count> counts = new EnumMap<>(Kind.class);

    private static final class Count {
        private int sent;
        private int expected;
    }

    /**
     * A request.
     *
     * @param id the key of the row within the cache
     * @param headers name and value of the request headers
     * @param body null if the request has none
     */
    record Call(
            Kind kind, HttpVersion version, HttpMethod method, String id, Map<String, String> headers, Buffer body) {}

    /** @param cache the name of the cache that is read */
    OwnRequests(Vertx vertx, Target target, String cache) {
        this.target = target;
        this.cache = cache;
        this.http1 = client(vertx, target, HttpVersion.HTTP_1_1);
        this.http2 = client(vertx, target, HttpVersion.HTTP_2);
        for (Kind kind : Kind.values()) {
            counts.put(kind, new Count());
        }
    }

    private static HttpClient client(Vertx vertx, Target target, HttpVersion version) {
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
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(CONNECTIONS).setHttp2MaxSize(HTTP_2_CONNECTIONS);
        return vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                // Requests report their failures; the client would log those of its connections once more.
                .withConnectHandler(connection -> connection.exceptionHandler(failure -> {}))
                .build();
    }

    /** Sends a request. The future never fails: a request without a response has the answer {@link OwnAnswer#NONE}. */
    Future<OwnAnswer> send(Call call) {
        RequestOptions options = new RequestOptions()
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls())
                .setMethod(call.method())
                .setTimeout(LONGEST_MILLIS)
                .setURI("/caches/" + cache + "/" + call.id());
        call.headers().forEach(options::putHeader);
        HttpClient client = call.version() == HttpVersion.HTTP_2 ? http2 : http1;
        return client.request(options)
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

    void close() {
        http1.close();
        http2.close();
    }
}
