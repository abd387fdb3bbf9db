package dev.corral.node.origin;

import static dev.corral.node.testing.RawOrigin.rowOf;
import static dev.corral.node.testing.RawOrigin.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.guard.core.Request;
import dev.corral.node.origin.HttpOrigin.Connections;
import dev.corral.node.testing.Await;
import dev.corral.node.testing.Origins;
import dev.corral.node.testing.RawOrigin;
import dev.corral.node.testing.RawOrigin.Asked;
import dev.corral.node.testing.SelfSigned;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One kept connection to an origin that sends any bytes: every key receives its own row, and no key fails because of
 * another key's response.
 */
class OriginConnectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final RawOrigin server = new RawOrigin(OriginConnectionTest::wellFormed);
    private final HttpOrigin origin =
            Origins.of(vertx, server.url(), new Connections(1, Origins.KEEP_ALIVE, Origins.REST));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @Test
    void wellFormedResponses_shareAConnection() {
        assertOwnRows("a", "b", "c");

        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints", "104 Upload", "199 Any", "150 "})
    void interimResponses_areSkipped(String status) {
        String interim = "HTTP/1.1 " + status + "\r\nLink: </x>\r\nContent-Length: 3\r\n\r\n";
        server.script(asked -> asked.send(interim + interim + whole(rowOf(asked.key()))));

        assertOwnRows("a", "b");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void interimResponsesWithoutEnd_areUnusable() {
        server.script(asked -> asked.send("HTTP/1.1 102 Processing\r\n\r\n".repeat(200)));

        assertUnusable("a", "more than 100 interim responses");
    }

    @Test
    void switchedProtocol_isUnusable() {
        server.script(
                first(asked -> asked.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n" + whole("x"))));

        assertUnusable("a", "status 101");
        assertOwnRows("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "junk",
                "\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nrow stranger",
                "HTTP/1.1 204 No Content\r\n\r\n"
            })
    void bytesBehindAResponse_endItsConnectionAndNothingElse(String behind) {
        server.script(first(asked -> asked.send(whole(rowOf(asked.key())) + behind)));

        assertOwnRows("a", "b", "c");
        assertThat(server.connections()).isBetween(2, 3);
        assertThat(origin.counts().unfit()).isEqualTo(1);
    }

    /** The pause is shorter than the rest time, and longer than any event loop takes. */
    @Test
    void bytesInALaterWrite_endTheConnectionBeforeItIsUsedAgain() {
        HttpOrigin patient =
                Origins.of(vertx, server.url(), new Connections(1, Origins.KEEP_ALIVE, Duration.ofSeconds(1)));
        server.script(first(asked -> {
            wellFormed(asked);
            asked.after(50, () -> asked.send(whole("row stranger")));
        }));

        for (String key : List.of("a", "b", "c")) {
            assertThat(body(patient.load(request(key))
                            .subscribeAsCompletionStage()
                            .toCompletableFuture()))
                    .isEqualTo(rowOf(key));
        }
        assertThat(patient.counts().unfit()).isEqualTo(1);
    }

    @Test
    void writeThatIsAnsweredBeforeItsBodyIsRead_leavesNothingToAnother() {
        server.script(asked -> asked.send(
                asked.method().equals("PUT")
                        ? "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
                        : whole(rowOf(asked.key()))));
        byte[] body = "GET /rows/evil HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        origin.put(new Key("swr", "w"), body, Map.of()).await().atMost(PATIENCE);

        assertOwnRows("a", "b");
        assertThat(server.asked().getFirst().connection())
                .isNotEqualTo(server.asked().getLast().connection());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.2 200 OK\r\nContent-Length: 1\r\n\r\nx",
                "HTTP/2.0 200 OK\r\nContent-Length: 1\r\n\r\nx",
                "HTTP/1.1 103 Early Hints\r\nContent-Length: 5\r\n\r\nhello"
                        + "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"
            })
    void anotherVersionOrABodyBehindAnInterimResponse_isUnusableForItsKeyAlone(String response) {
        server.script(first(asked -> asked.send(response)));

        assertUnusable("a", "");
        assertOwnRows("b");
    }

    @Test
    void responseThatNobodyAskedFor_endsItsConnection() {
        assertOwnRows("a");
        server.asked().getFirst().send(whole("row stranger"));
        server.script(OriginConnectionTest::wellFormed);

        assertOwnRows("b", "c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\nContent-Length: 12\r\n\r\n",
                "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 12\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"
            })
    void lengthInDoubt_endsTheConnection(String response) {
        server.script(first(asked -> asked.send(response)));

        load("a").exceptionally(failure -> null).join();

        assertOwnRows("b");
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void equalLengths_areOne() {
        server.script(asked -> asked.send(whole(
                rowOf(asked.key()), "Content-Length: " + rowOf(asked.key()).length())));

        assertOwnRows("a", "b");
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1\r\nContent-Length: 2",
                "Content-Length: 1, 2",
                "Content-Length: -1",
                "Content-Length: one",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: identity",
                "X-Control: a\u0001b",
                "X-Null: a\u0000b"
            })
    void malformedHeader_isUnusableForItsKeyAlone(String fields) {
        server.script(first(asked -> asked.send("HTTP/1.1 200 OK\r\n" + fields + "\r\n\r\nx")));

        assertUnusable("a", "");
        assertOwnRows("b");
    }

    @Test
    void headerOverItsLimit_isUnusableAndTheSentenceNamesTheLimit() {
        server.script(first(asked -> asked.send(whole("x", "X-Long: " + "x".repeat(70_000)))));

        assertUnusable("a", "more than 65536 bytes");
        assertOwnRows("b");
    }

    @Test
    void statusLineOverItsLimit_isUnusable() {
        server.script(first(asked -> asked.send("HTTP/1.1 200 " + "x".repeat(10_000) + "\r\n\r\n")));

        assertUnusable("a", "more than 4096 bytes");
        assertOwnRows("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyz\r\n", "-1\r\n", "1\r\nxy\r\n0\r\n\r\n", "fffffffff\r\n"})
    void malformedChunk_isUnusable(String chunks) {
        server.script(first(asked -> asked.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)));

        assertUnusable("a", "");
        assertOwnRows("b");
    }

    @Test
    void answerThatIsNoHttp_speaksForTheOrigin() {
        server.script(asked -> asked.send("SSH-2.0-OpenSSH\r\n"));

        assertThatThrownBy(() -> load("a").join())
                .hasCauseInstanceOf(OriginFailed.class)
                .satisfies(failure -> assertThat(((OriginFailed) failure.getCause()).unusable())
                        .isFalse());
    }

    @Test
    void connectionClosedOnReuse_isReplacedAndTheGetSentOnceMore() {
        server.script(asked -> {
            if (asked.nth() > 1) {
                asked.close();
            } else {
                wellFormed(asked);
            }
        });

        assertOwnRows("a", "b", "c", "d");
        assertThat(server.asked())
                .allSatisfy(asked -> assertThat(server.queries(asked.key())).isLessThanOrEqualTo(2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void originThatClosesEveryConnectionAtOnce_isTriedTwiceAtMost(boolean put) {
        server.closeAtOnce();
        Key key = new Key("swr", "w");

        Uni<?> exchange = put ? origin.put(key, new byte[] {'x'}, Map.of()) : origin.load(request("w"));

        assertThatThrownBy(() -> exchange.await().atMost(PATIENCE)).isInstanceOf(OriginFailed.class);
        assertThat(server.connections()).isLessThanOrEqualTo(2);
    }

    @Test
    void connectionClosedAtItsFirstRequest_isAFailure() {
        server.script(Asked::close);

        assertThatThrownBy(() -> load("a").join()).hasCauseInstanceOf(OriginFailed.class);
        assertThat(server.queries("a")).isEqualTo(1);
    }

    @Test
    void answerThatBeganAndBrokeOff_isNotAskedForAgain() {
        assertOwnRows("a");
        server.script(asked -> {
            asked.send("HTTP/1.1 200 OK\r\nContent-");
            asked.close();
        });

        assertThatThrownBy(() -> load("b").join()).hasCauseInstanceOf(OriginFailed.class);
        assertThat(server.queries("b")).isEqualTo(1);
    }

    @Test
    void secondTryThatFails_isTheLast() {
        assertOwnRows("a");
        server.script(Asked::close);

        assertThatThrownBy(() -> load("b").join()).hasCauseInstanceOf(OriginFailed.class);
        assertThat(server.queries("b")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void write_isNeverSentTwice(boolean put) {
        assertOwnRows("a");
        server.script(Asked::close);
        Key key = new Key("swr", "w");

        var write = put ? origin.put(key, new byte[] {'x'}, Map.of()) : origin.delete(key, Map.of());

        assertThatThrownBy(() -> write.await().atMost(PATIENCE)).isInstanceOf(OriginFailed.class);
        assertThat(server.queries("w")).isEqualTo(1);
    }

    @Test
    void originThatClosesAnIdleConnection_isNoticedBeforeAWriteIsSent() {
        server.script(asked -> {
            wellFormed(asked);
            asked.close();
        });
        assertOwnRows("a");
        server.script(asked -> asked.send("HTTP/1.1 204 No Content\r\n\r\n"));

        origin.put(new Key("swr", "w"), new byte[] {'x'}, Map.of()).await().atMost(PATIENCE);

        assertThat(server.queries("w")).isEqualTo(1);
    }

    @Test
    void idleConnection_isClosedAfterItsKeepAlive() {
        HttpOrigin impatient = Origins.of(vertx, server.url(), new Connections(1, Duration.ofMillis(50), Origins.REST));

        impatient.load(request("a")).await().atMost(PATIENCE);
        CompletableFuture<Void> closed = new CompletableFuture<>();
        server.asked().getFirst().socket().closeHandler(closed::complete);

        closed.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void originsKeepAlive_isHonoured() {
        server.script(asked -> asked.send(whole(rowOf(asked.key()), "Keep-Alive: timeout=0, max=5")));

        assertOwnRows("a", "b");

        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void noKeepAlive_isAConnectionForEachRequest() {
        HttpOrigin single = Origins.of(vertx, server.url(), new Connections(1, Duration.ZERO, Origins.REST));

        single.load(request("a")).await().atMost(PATIENCE);
        single.load(request("b")).await().atMost(PATIENCE);

        assertThat(server.connections()).isEqualTo(2);
    }

    /**
     * Responses arrive at about the time when callers leave, so that some of their connections already serve another
     * request.
     */
    @Test
    void callersThatLeaveAsTheirAnswerComes_neverEndAnothersRequest() {
        HttpOrigin several = Origins.of(vertx, server.url(), new Connections(8, Origins.KEEP_ALIVE, Origins.REST));
        server.script(asked -> asked.after(2, () -> wellFormed(asked)));
        AtomicInteger left = new AtomicInteger();

        for (int round = 0; round < 1_000; round++) {
            String name = String.valueOf(round);
            var staying = IntStream.range(0, 4)
                    .mapToObj(each -> several.load(request("stays-" + name + "-" + each))
                            .subscribeAsCompletionStage()
                            .toCompletableFuture())
                    .toList();
            for (int each = 0; each < 4; each++) {
                Cancellable leaving = several.load(request("leaves-" + name + "-" + each))
                        .subscribe()
                        .with(answer -> {}, failure -> {});
                vertx.setTimer(1 + (round + each) % 5, due -> {
                    left.incrementAndGet();
                    leaving.cancel();
                });
            }
            for (int each = 0; each < staying.size(); each++) {
                assertThat(body(staying.get(each))).isEqualTo(rowOf("stays-" + name + "-" + each));
            }
        }
        assertThat(left.get()).isGreaterThan(3_000);
    }

    @Test
    void exhaustedPool_isReportedAsWhatItIs() {
        HttpOrigin small = Origins.of(
                vertx,
                server.url(),
                new Connections(2, Origins.KEEP_ALIVE, Origins.REST),
                Duration.ofMillis(500),
                Optional.empty());
        server.script(asked -> {});
        var held = IntStream.range(0, 2)
                .mapToObj(each -> small.load(request("h-" + each)).subscribe().with(answer -> {}, failure -> {}))
                .toList();
        Await.until("both connections are in use", () -> server.asked().size() == 2);

        assertThatThrownBy(() -> small.load(request("late")).await().atMost(PATIENCE))
                .isInstanceOf(Shed.class)
                .hasMessageContaining("all 2 connections to the origin are in use")
                .hasMessageContaining("raise corral.origin.connections");
        held.forEach(Cancellable::cancel);
    }

    @Test
    void requests_nameTheNodeAndGetsHaveNoLength() {
        HttpOrigin named = Origins.of(
                vertx,
                server.url(),
                new Connections(1, Origins.KEEP_ALIVE, Origins.REST),
                Origins.TIMEOUT,
                Optional.of("edge-1"));

        named.load(request("a")).await().atMost(PATIENCE);
        named.load(Request.of(new Key("swr", "b"), Map.of("user-agent", "theirs/1")))
                .await()
                .atMost(PATIENCE);

        Asked own = server.asked().getFirst();
        assertThat(own.header("user-agent")).hasValue("corral/test");
        assertThat(own.header("via")).hasValue("1.1 edge-1");
        assertThat(own.header("content-length")).isEmpty();
        assertThat(server.asked().getLast().header("user-agent")).hasValue("theirs/1");
    }

    @Test
    void unreachableOrigin_hasItsCause(@TempDir Path folder) throws Exception {
        assertCause("http://127.0.0.1:1/{key}", "127.0.0.1:1 refuses connections");
        assertCause("http://no-such-host.invalid/{key}", "no-such-host.invalid:80 has an unknown host name");
        SelfSigned stranger = SelfSigned.of("localhost", folder);
        int port = tlsServer(stranger);
        assertCause("https://localhost:" + port + "/{key}", "TLS with localhost:" + port + " failed: its certificate");
        int plain = vertx.createHttpServer()
                .requestHandler(request -> request.response().end())
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        assertCause(
                "https://127.0.0.1:" + plain + "/{key}",
                "TLS with 127.0.0.1:" + plain + " failed: it does not speak TLS at that port: use http://");
    }

    @Test
    void plainRequestToAPortWithTls_isSaidToBeOne(@TempDir Path folder) throws Exception {
        int port = tlsServer(SelfSigned.of("localhost", folder));
        HttpOrigin plain = Origins.of(
                vertx, "http://127.0.0.1:" + port + "/{key}", new Connections(1, Origins.KEEP_ALIVE, Origins.REST));

        for (int each = 0; each < 3; each++) {
            assertThatThrownBy(() -> plain.load(request("a")).await().atMost(PATIENCE))
                    .hasMessageContaining("it closed the connection before it answered");
        }
        assertThat(plain.state().cause().orElseThrow())
                .startsWith("127.0.0.1:" + port + " closes connections before it answers: use https://");
    }

    @Test
    void answerInTls_isSaidToBeOne() {
        server.script(asked -> {
            asked.send("\u0015\u0003\u0003\u0000\u0002\u0002\u0046");
            asked.close();
        });

        assertThatThrownBy(() -> load("a").join())
                .hasMessageContaining("it cannot be reached: it speaks TLS at that port, and plain HTTP was sent");
        assertThat(origin.state().cause().orElseThrow()).contains("use https:// in corral.origin.url");
    }

    @Test
    void originThatClosesBeforeItAnswers_isSaidToHaveClosed() {
        server.script(Asked::close);

        assertThatThrownBy(() -> load("a").join()).hasMessageContaining("it closed the connection before it answered");
        assertThat(origin.state().cause()).isEmpty();
    }

    @Test
    void originThatClosesWithinItsAnswer_isSaidToHaveBrokenOff() {
        server.script(asked -> {
            asked.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
            asked.close();
        });

        assertThatThrownBy(() -> load("a").join()).hasMessageContaining("its response was cut off");
    }

    @Test
    void reasonForCallers_namesNoHost() {
        HttpOrigin unknown = Origins.of(
                vertx, "http://no-such-host.invalid/{key}", new Connections(1, Origins.KEEP_ALIVE, Origins.REST));

        assertThatThrownBy(() -> unknown.load(request("a")).await().atMost(PATIENCE))
                .hasMessageContaining("it cannot be reached: its host name is unknown")
                .hasMessageNotContaining("no-such-host");
    }

    @Test
    void originThatAnswersAgain_hasNoCause() {
        int port = server.port();
        server.close();
        assertThatThrownBy(() -> load("a").join()).hasMessageContaining("it cannot be reached");
        assertThat(origin.state().cause()).isPresent();

        try (RawOrigin back = new RawOrigin(OriginConnectionTest::wellFormed, port)) {
            assertOwnRows("a");
            assertThat(back.queries("a")).isEqualTo(1);
        }
        assertThat(origin.state().cause()).isEmpty();
    }

    private void assertCause(String url, String cause) {
        HttpOrigin unreachable = Origins.of(vertx, url, new Connections(1, Origins.KEEP_ALIVE, Origins.REST));

        assertThatThrownBy(() -> unreachable.load(request("a")).await().atMost(PATIENCE))
                .hasMessageContaining("it cannot be reached");
        assertThat(unreachable.state().cause().orElseThrow()).startsWith(cause);
    }

    private int tlsServer(SelfSigned certificate) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(certificate.certificate().toString())
                        .setKeyPath(certificate.key().toString()));
        return vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end())
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private void assertOwnRows(String... keys) {
        for (String key : keys) {
            assertThat(body(load(key))).isEqualTo(rowOf(key));
        }
    }

    private void assertUnusable(String key, String sentence) {
        assertThatThrownBy(() -> load(key).join())
                .cause()
                .isInstanceOfSatisfying(
                        OriginFailed.class,
                        failure -> assertThat(failure.unusable()).isTrue())
                .hasMessageContaining(sentence);
    }

    private static String body(CompletableFuture<Answer> answer) {
        Content.Value value = (Content.Value) answer.join().content();
        return new String(value.bytes(), StandardCharsets.ISO_8859_1);
    }

    private CompletableFuture<Answer> load(String id) {
        return origin.load(request(id))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .subscribeAsCompletionStage()
                .toCompletableFuture();
    }

    private static Request request(String id) {
        return Request.of(new Key("swr", id));
    }

    /** Answers the first request by the script, and all others with well-formed responses. */
    private static RawOrigin.Script first(RawOrigin.Script script) {
        return asked -> (asked.connection() == 1 && asked.nth() == 1
                        ? script
                        : (RawOrigin.Script) OriginConnectionTest::wellFormed)
                .answer(asked);
    }

    private static void wellFormed(Asked asked) {
        asked.send(whole(rowOf(asked.key())));
    }
}
