package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.memory.ResponseBudget;
import dev.corral.node.testing.Await;
import dev.corral.node.testing.KeptAlive;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that waits half a second for a body, and that allows requests from pages of another origin. */
@QuarkusTest
@TestProfile(UploadTimeoutTest.Impatient.class)
class UploadTimeoutTest extends NodeTest {

    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "corral.clients.body-timeout", "500ms",
                    "corral.origin.keep-slashes", "true",
                    "quarkus.http.cors.enabled", "true",
                    "quarkus.http.cors.origins", "http://app.test");
        }
    }

    @Inject
    ResponseBudget bytes;

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10", "Transfer-Encoding: chunked"})
    void uploadThatStops_is408AndItsConnectionEnds(String announcement) throws IOException {
        try (KeptAlive client = new KeptAlive(base.getPort())) {
            client.send(head("PUT", "/caches/lock/k", announcement), "4\r\nhalf\r\n");

            KeptAlive.Answer answer = client.answer();

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).contains("corral.clients.body-timeout");
            assertThat(answer.last()).isTrue();
            assertThat(client.ended()).isTrue();
        }
        Await.until("nothing is held", () -> bytes.held() == 0);
    }

    /** If the connection were closed with the response, sending would fail, and a client that still sends could lose it. */
    @Test
    void uploadThatContinuesAfterIts408_isReceived() throws IOException {
        try (KeptAlive client = new KeptAlive(base.getPort())) {
            client.send(head("PUT", "/caches/lock/k", "Content-Length: 7"), "half");
            assertThat(client.answer().status()).isEqualTo(408);

            for (String rest : List.of("a", "b", "c")) {
                client.send("", rest);
                LockSupport.parkNanos(20_000_000);
            }

            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void uploadThatStopsOverHttp2_is408() throws Exception {
        Vertx vertx = Vertx.vertx();
        HttpClientOptions http2 = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setDefaultPort(base.getPort());
        String answer = vertx.createHttpClient(http2)
                .request(HttpMethod.PUT, "/caches/lock/k")
                // The client drops a body that arrives before a handler is set: it is set on the event loop.
                .compose(request -> {
                    request.setChunked(true).write("half");
                    return request.response()
                            .compose(response -> response.body().map(body -> response.statusCode() + " " + body));
                })
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);

        assertThat(answer).startsWith("408 ").contains("corral.clients.body-timeout");
        vertx.close().toCompletionStage().toCompletableFuture().join();
        Await.until("nothing is held", () -> bytes.held() == 0);
    }

    /** The request is answered at once, and its connection is closed if its unread body does not end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUT /caches/lock/%00",
                "GET /caches/lock/k",
                "DELETE /caches/lock/k",
                "POST /caches/lock/k",
                "POST /caches",
                "GET /caches"
            })
    void bodyThatNobodyReads_endsItsConnectionWhereItStops(String request) throws IOException {
        try (KeptAlive client = new KeptAlive(base.getPort())) {
            String[] parts = request.split(" ");
            client.send(head(parts[0], parts[1], "Content-Length: 10"), "half");

            assertThat(client.answer().status()).isIn(200, 204, 400, 404, 405);
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void slashesOfAKey_reachAnOriginThatWantsThem() throws IOException {
        try (KeptAlive client = new KeptAlive(base.getPort())) {
            client.ask("GET", "/caches/lock/a%2Fb%2fc%20");
            assertThat(origin.target()).isEqualTo("/rows/a/b/c%20");

            assertThat(client.ask("GET", "/caches/lock/a%2F%2Fb").status()).isEqualTo(400);
            assertThat(client.ask("GET", "/caches/lock/%2Fb").body()).contains("corral.origin.keep-slashes");
        }
    }

    @Test
    void preflightOfAnAllowedPage_isAnsweredForRows() throws IOException {
        try (KeptAlive client = new KeptAlive(base.getPort())) {
            KeptAlive.Answer answer = client.ask(
                    "OPTIONS",
                    "/caches/lock/k",
                    "Origin: http://app.test",
                    "Access-Control-Request-Method: PUT",
                    "Access-Control-Request-Headers: content-type");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.fields())
                    .containsEntry("access-control-allow-origin", "http://app.test")
                    .containsEntry("access-control-allow-methods", "PUT");
        }
    }

    @Test
    void pageOfAnotherOrigin_readsARowWhereItIsAllowed() throws IOException {
        origin.row("shared", "row", 1);
        try (KeptAlive client = new KeptAlive(base.getPort())) {
            for (int each = 0; each < 2; each++) {
                KeptAlive.Answer answer = client.ask("GET", "/caches/full/shared", "Origin: http://app.test");
                assertThat(answer.body()).isEqualTo("row");
                assertThat(answer.fields()).containsEntry("access-control-allow-origin", "http://app.test");
            }
            KeptAlive.Answer refusal = client.ask("GET", "/caches/lock/%00", "Origin: http://app.test");
            assertThat(refusal.status()).isEqualTo(400);
            assertThat(refusal.fields()).containsEntry("access-control-allow-origin", "http://app.test");

            assertThat(client.ask("GET", "/caches/lock/shared", "Origin: http://other.test")
                            .status())
                    .isEqualTo(403);
        }
    }

    private static String head(String method, String target, String announcement) {
        return method + " " + target + " HTTP/1.1\r\nHost: node\r\n" + announcement + "\r\n\r\n";
    }
}
