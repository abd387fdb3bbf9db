package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Responses without a row are the same over HTTP/1.1 and HTTP/2; only HTTP/1.1 has headers that concern the connection.
 */
@QuarkusTest
class ErrorSurfaceTest extends NodeTest {

    private static final int TOO_LARGE = 9_000_000;
    private static final List<String> OF_A_CONNECTION =
            List.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

    private record Answer(int status, String type, String body, MultiMap fields) {}

    private final Vertx vertx = Vertx.vertx();
    private final Map<HttpVersion, HttpClient> clients = new EnumMap<>(HttpVersion.class);

    @BeforeEach
    void open() {
        for (HttpVersion version : List.of(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2)) {
            clients.put(
                    version,
                    vertx.createHttpClient(new HttpClientOptions()
                            .setProtocolVersion(version)
                            .setHttp2ClearTextUpgrade(false)
                            .setDefaultPort(base.getPort())));
        }
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /caches/lock/%00, 400",
        "GET, /caches/lock/%FF, 400",
        "GET, /caches/lock/.., 400",
        "GET, /caches/lock/k?n=1, 400",
        "PUT, /caches/lock/.., 400",
        "DELETE, /caches/lock/.., 400",
        "GET, /caches/nowhere/k, 404",
        "GET, /caches/nowhere, 404",
        "GET, /nowhere, 404",
        "GET, /caches/lock/absent, 404",
        "POST, /caches/lock/k, 405",
        "PATCH, /caches/lock/k/entry, 405",
        "TRACE, /caches/lock/k, 405",
        "POST, /caches, 405",
        "GET, /caches/none/broken, 502",
        "GET, /caches/none/refusing, 503",
        "HEAD, /caches/lock/%00, 400",
        "HEAD, /caches/lock/absent, 404",
        "OPTIONS, /caches/lock/k, 204",
        "OPTIONS, /caches/lock/k/entry, 204"
    })
    void refusal_isTheSameOverBothVersions(String method, String target, int status) throws Exception {
        origin.script("broken", query -> query.response().setStatusCode(500).end());
        origin.script(
                "refusing",
                query -> query.response()
                        .setStatusCode(503)
                        .putHeader("Retry-After", "3")
                        .end());
        assertSame(status, ask(HttpVersion.HTTP_1_1, method, target), ask(HttpVersion.HTTP_2, method, target));
    }

    @ParameterizedTest
    @CsvSource({"9000, 414", "8300, 414", "600, 400"})
    void longUrl_isTheSameOverBothVersions(int length, int status) throws Exception {
        String target = "/caches/lock/" + "k".repeat(length);
        assertSame(status, ask(HttpVersion.HTTP_1_1, "GET", target), ask(HttpVersion.HTTP_2, "GET", target));
    }

    @ParameterizedTest
    @CsvSource({"9000, 404", "15000, 404"})
    void longField_isTheSameOverBothVersions(int length, int status) throws Exception {
        MultiMap field = MultiMap.caseInsensitiveMultiMap().add("X-Long", "x".repeat(length));
        assertSame(
                status,
                ask(HttpVersion.HTTP_1_1, "GET", "/caches/lock/absent", field),
                ask(HttpVersion.HTTP_2, "GET", "/caches/lock/absent", field));
    }

    /**
     * The server itself responds, without a body. Over HTTP/2 a client receives the limit and never sends such a
     * header.
     */
    @Test
    void fieldBeyondTheServersLimit_is431() throws Exception {
        MultiMap field = MultiMap.caseInsensitiveMultiMap().add("X-Long", "x".repeat(50_000));

        assertThat(ask(HttpVersion.HTTP_1_1, "GET", "/caches/lock/absent", field)
                        .status())
                .isEqualTo(431);
    }

    @ParameterizedTest
    @CsvSource({"PUT, /caches/lock/huge, true", "PUT, /caches/lock/huge, false", "POST, /caches, true"})
    void bodyThatIsTooLarge_is413OverBothVersions(String method, String target, boolean announced) throws Exception {
        assertSame(
                413,
                send(HttpVersion.HTTP_1_1, method, target, announced),
                send(HttpVersion.HTTP_2, method, target, announced));
    }

    @Test
    void unknownExpectation_is417OverBothVersions() throws Exception {
        MultiMap expect = MultiMap.caseInsensitiveMultiMap().add("Expect", "the-unexpected");
        assertSame(
                417,
                ask(HttpVersion.HTTP_1_1, "GET", "/caches/lock/k", expect),
                ask(HttpVersion.HTTP_2, "GET", "/caches/lock/k", expect));
    }

    @ParameterizedTest
    @CsvSource({"GET, 200", "HEAD, 200", "PUT, 204", "DELETE, 204"})
    void row_isTheSameOverBothVersions(String method, int status) throws Exception {
        origin.row("row-" + method, "a row", 1);
        String target = "/caches/long/row-" + method;

        Answer first = ask(HttpVersion.HTTP_1_1, method, target);
        Answer second = ask(HttpVersion.HTTP_2, method, target);

        assertSame(status, first, second);
        assertThat(second.fields().get("Content-Length"))
                .isEqualTo(first.fields().get("Content-Length"));
    }

    private static void assertSame(int status, Answer first, Answer second) {
        assertThat(first.status()).isEqualTo(status);
        assertThat(second.status()).isEqualTo(status);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.type()).isEqualTo(first.type());
        assertThat(second.fields().get("Allow")).isEqualTo(first.fields().get("Allow"));
        assertThat(second.fields().names()).doesNotContainAnyElementsOf(OF_A_CONNECTION);
        if (status >= 400) {
            assertThat(first.type()).isEqualTo(Problem.MEDIA_TYPE);
        }
    }

    private Answer ask(HttpVersion version, String method, String target) throws Exception {
        return ask(version, method, target, MultiMap.caseInsensitiveMultiMap());
    }

    private Answer ask(HttpVersion version, String method, String target, MultiMap fields) throws Exception {
        return answer(version, method, target, fields, request -> request.end());
    }

    private Answer send(HttpVersion version, String method, String target, boolean announced) throws Exception {
        MultiMap fields = MultiMap.caseInsensitiveMultiMap();
        if (announced) {
            fields.add("Content-Length", String.valueOf(TOO_LARGE));
        }
        return answer(version, method, target, fields, request -> {
            request.setChunked(!announced);
            request.end(Buffer.buffer(new byte[TOO_LARGE]));
        });
    }

    private Answer answer(
            HttpVersion version,
            String method,
            String target,
            MultiMap fields,
            java.util.function.Consumer<HttpClientRequest> sender)
            throws Exception {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(method))
                .setURI(target)
                .setHeaders(fields);
        return clients.get(version)
                .request(options)
                .compose(request -> {
                    // The client drops a body that arrives before a handler is set: it is set before the request is
                    // sent.
                    Future<Answer> answer = request.response().compose(ErrorSurfaceTest::answer);
                    sender.accept(request);
                    return answer;
                })
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static Future<Answer> answer(HttpClientResponse response) {
        return response.body()
                .map(body -> new Answer(
                        response.statusCode(),
                        response.getHeader("Content-Type"),
                        body.toString(),
                        response.headers()));
    }
}
