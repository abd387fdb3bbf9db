package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.LoadFailure.OriginRefused;
import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.guard.core.Request;
import dev.corral.node.memory.ResponseBudget;
import dev.corral.node.origin.HttpOrigin.Written;
import dev.corral.node.testing.Await;
import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.WritesWithin;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the adapter with a real HTTP server that can hold its responses. */
class HttpOriginTest {

    private static final int MAX_BYTES = 1_000;
    private static final int MAX_BYTES_UNDER_WAY = 1_500;
    private static final int CONNECTIONS = 2;

    private final Vertx vertx = Vertx.vertx();
    private final HeldOrigin server = new HeldOrigin();
    private final ResponseBudget underWay = new ResponseBudget(MAX_BYTES_UNDER_WAY);
    private final HttpOrigin origin = origin(server.url());

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @Test
    void row_isAValueWithItsTypeAndVersion() {
        server.row("a/b", "{}", 7);

        Content.Value value = (Content.Value) load("a/b").content();

        assertThat(new String(value.bytes(), StandardCharsets.UTF_8)).isEqualTo("{}");
        assertThat(value.fields().get("content-type")).isEqualTo("application/json");
        assertThat(value.version()).isEqualTo(7);
        assertThat(server.callers()).containsExactly("swr/node-7");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void notFoundAndGone_areAbsent(int status) {
        server.script("a", answering(status));

        assertThat(load("a").content()).isInstanceOf(Content.Absent.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 304})
    void errorsAndA304ThatNobodyAskedFor_areFailures(int status) {
        server.script("a", answering(status));

        assertThatThrownBy(() -> load("a")).isInstanceOf(OriginFailed.class).hasMessageContaining("status " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 429, 301, 308, 202, 204})
    void anyOtherStatus_isPassedOn(int status) {
        server.script("a", answering(status));

        Content.Passed passed = (Content.Passed) load("a").content();

        assertThat(passed.status()).isEqualTo(status);
        assertThat(passed.personal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 429})
    void refusalWithRetryAfter_isARefusalByTheOriginItself(int status) {
        server.script(
                "a",
                query -> query.response()
                        .setStatusCode(status)
                        .putHeader("Retry-After", "3")
                        .end());

        assertThatThrownBy(() -> load("a")).isInstanceOfSatisfying(OriginRefused.class, refusal -> {
            assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(3));
            assertThat(refusal.asked()).isTrue();
        });
    }

    @Test
    void garbage_isAFailure() {
        server.script("a", query -> query.connection().close());

        assertThatThrownBy(() -> load("a")).isInstanceOf(OriginFailed.class);
    }

    @Test
    void versionThatIsNoNumber_isPassedOnAndNotStored() {
        server.script(
                "a", query -> query.response().putHeader("Row-Version", "new").end("x"));

        assertThat(load("a").content()).isInstanceOf(Content.Passed.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            text/plain; charset=utf-8         | text/plain; charset=utf-8
            nonsense                          | nonsense
            text/plain; charset               | text/plain; charset
            ''                                | application/octet-stream
            """)
    void type_isHandedOnAsItIsAndOnlyNoneIsReplaced(String sent, String taken) {
        server.script(
                "a", query -> query.response().putHeader("Content-Type", sent).end("x"));

        assertThat(((Content.Value) load("a").content()).fields().get("content-type"))
                .isEqualTo(taken);
    }

    @Test
    void nobodyThere_isAFailure() {
        HttpOrigin nobody = origin("http://127.0.0.1:1/{key}");

        assertThatThrownBy(() -> nobody.load(request("a")).await().atMost(Duration.ofSeconds(20)))
                .isInstanceOf(OriginFailed.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void bodyOfTheLargestSize_isTaken() {
        server.row("a", "x".repeat(MAX_BYTES), 1);

        assertThat(((Content.Value) load("a").content()).bytes()).hasSize(MAX_BYTES);
    }

    @Test
    void largerBody_isAFailureAndItsConnectionIsClosed() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        server.script("a", query -> {
            query.connection().closeHandler(closed::complete);
            query.response().setChunked(true).write("x".repeat(MAX_BYTES + 1));
        });

        assertThatThrownBy(() -> load("a"))
                .isInstanceOfSatisfying(
                        OriginFailed.class,
                        failure -> assertThat(failure.unusable()).isTrue())
                .hasMessageContaining("more than " + MAX_BYTES + " bytes");
        closed.join();
    }

    @Test
    void bodiesThatTogetherHoldTooMuch_areShedAndWhoLeavesMakesRoom() {
        server.script("a", query -> query.response().setChunked(true).write("x".repeat(MAX_BYTES)));
        server.row("b", "x".repeat(MAX_BYTES), 1);
        Cancellable first = origin.load(request("a")).subscribe().with(answer -> {});
        Await.until("the first body", () -> underWay.held() == MAX_BYTES);

        assertThatThrownBy(() -> load("b")).isInstanceOf(Shed.class).hasMessageContaining("max-bytes-under-way");
        first.cancel();

        Await.until("room", () -> underWay.held() == 0);
        assertThat(((Content.Value) load("b").content()).bytes()).hasSize(MAX_BYTES);
        Await.until("room again", () -> underWay.held() == 0);
    }

    @Test
    void callerLeaves_theExchangeIsClosed() {
        server.hold();
        Cancellable caller = origin.load(request("a")).subscribe().with(answer -> {});
        Await.until("the query", () -> server.held() == 1);

        caller.cancel();

        Await.until("closed", () -> server.closed() == 1);
    }

    @Test
    void callerLeavesWhileItWaitsForAConnection_itsQueryIsNeverSent() {
        server.hold();
        fill(CONNECTIONS);
        Cancellable waiting = origin.load(request("late")).subscribe().with(answer -> {});

        waiting.cancel();
        server.release();

        assertThat(load("after").content()).isInstanceOf(Content.Absent.class);
        assertThat(load("after").content()).isInstanceOf(Content.Absent.class);
        assertThat(server.queries("late")).isZero();
    }

    @Test
    void oneRequestTooMany_isShed() {
        server.hold();
        fill(CONNECTIONS);
        IntStream.range(0, CONNECTIONS)
                .forEach(each -> origin.load(request("waiting")).subscribe().with(answer -> {}, failure -> {}));

        assertThatThrownBy(() -> load("one-too-many")).isInstanceOf(Shed.class);
        server.release();
    }

    @Test
    void writes_changeTheRowAndTellItsVersion() {
        server.row("a", "old", 4);
        Key key = new Key("swr", "a");

        Written written = origin.put(key, "new".getBytes(StandardCharsets.UTF_8), Map.of("content-type", "text/plain"))
                .await()
                .atMost(Duration.ofSeconds(20));
        assertThat(written.version()).isEqualTo(5);
        assertThat(((Content.Value) load("a").content()).bytes()).hasSize(3);

        origin.delete(key, Map.of()).await().atMost(Duration.ofSeconds(20));
        assertThat(load("a").content()).isInstanceOf(Content.Absent.class);
    }

    @Test
    void originByItsIpv6Address_isReachedAndNamedInBrackets() {
        CompletableFuture<String> host = new CompletableFuture<>();
        int port = vertx.createHttpServer()
                .requestHandler(query -> {
                    host.complete(query.getHeader("Host"));
                    query.response().end("{}");
                })
                .listen(0, "::1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();

        HttpOrigin byAddress = origin("http://[::1]:" + port + "/{key}");
        byAddress.load(request("a")).await().atMost(Duration.ofSeconds(20));

        assertThat(host).isCompletedWithValue("[::1]:" + port);
    }

    private void fill(int connections) {
        IntStream.range(0, connections)
                .forEach(each -> origin.load(request("held")).subscribe().with(answer -> {}, failure -> {}));
        Await.until("all connections are busy", () -> server.held() == connections);
    }

    private Answer load(String id) {
        return origin.load(request(id)).await().atMost(Duration.ofSeconds(20));
    }

    private static Request request(String id) {
        return Request.of(new Key("swr", id));
    }

    private static io.vertx.core.Handler<HttpServerRequest> answering(int status) {
        return query -> query.response().setStatusCode(status).end();
    }

    private HttpOrigin origin(String url) {
        HttpOrigin.Settings settings = new HttpOrigin.Settings(
                new UrlTemplate(url),
                Duration.ofSeconds(10),
                MAX_BYTES,
                underWay,
                new HttpOrigin.Connections(CONNECTIONS, Duration.ofSeconds(4), Duration.ofMillis(20)),
                Optional.of("Row-Version"),
                new ForwardedFields(List.of()));
        return new HttpOrigin(
                vertx,
                settings,
                new HttpOrigin.Asker("node-7", "corral/test", Optional.empty()),
                new WritesWithin(Duration.ofSeconds(10), vertx));
    }
}
