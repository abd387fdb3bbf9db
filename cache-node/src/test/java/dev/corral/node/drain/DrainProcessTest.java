package dev.corral.node.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.KeptAlive;
import dev.corral.node.testing.KeptAlive.Answer;
import dev.corral.node.testing.NodeProcess;
import dev.corral.node.testing.OwnRedis;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A packaged node between a real Redis and an origin that holds its queries, stopped by the signals of the system. */
class DrainProcessTest {

    private static final int CLIENTS = 8;
    private static final int FEW = 4;
    private static final int TERMINATED = 128 + 15;
    private static final String REFUSED = "503";

    private static OwnRedis redis;
    private static HeldOrigin origin;

    private NodeProcess node;

    @BeforeAll
    static void surround() {
        redis = new OwnRedis();
        origin = new HeldOrigin();
    }

    @AfterAll
    static void leave() {
        origin.close();
        redis.close();
    }

    @AfterEach
    void end() {
        origin.release();
        origin.reset();
        redis.flush();
        node.close();
    }

    @Test
    void stoppedUnderLoad_nobodyIsRefusedAndEveryLoadIsPublished() throws Exception {
        start();
        origin.answer("hot", 200, "{}");
        node.client().get("/caches/lock/hot");
        CountDownLatch underWay = new CountDownLatch(CLIENTS);
        List<CompletableFuture<List<Answer>>> clients = Stream.generate(() -> askUntilTheLastAnswer(underWay))
                .limit(CLIENTS)
                .toList();
        assertThat(underWay.await(20, TimeUnit.SECONDS)).isTrue();
        hold("orphan").close();
        try (KeptAlive waiting = hold("slow")) {
            node.terminate();
            Await.until("not ready", () -> node.readiness().startsWith(REFUSED));
            assertThat(node.readiness()).contains("\"state\": \"draining\"");
            assertThat(node.management("/q/metrics")).contains("cache_node_draining 1.0");
            for (CompletableFuture<List<Answer>> client : clients) {
                assertThat(client.get(20, TimeUnit.SECONDS))
                        .extracting(Answer::status)
                        .containsOnly(200, 404);
            }
            assertNewcomersAreAnsweredAndParted();
            assertThat(node.alive()).isTrue();

            origin.release();
            assertThat(waiting.answer()).matches(answer -> answer.status() == 200 && answer.last());
            assertThat(waiting.ended()).isTrue();
        }
        assertThat(node.ended()).isEqualTo(TERMINATED);
        assertThat(leases("slow", "orphan")).isZero();
        assertThat(redis.exist("corral:v:rows:{lock:slow}", "corral:v:rows:{lock:orphan}"))
                .isEqualTo(2);
        assertThat(node.log()).containsPattern("Draining: .*").containsPattern("Drained after \\d+ ms, \\d+ requests");
    }

    /** The control: without time to drain, a request in progress is not answered. */
    @Test
    void stoppedWithNoTimeToDrain_requestInProgressIsLost() throws Exception {
        start("corral.drain.limit=0s");
        origin.row("slow", "{}", 1);
        origin.hold();
        try (KeptAlive waiting = new KeptAlive(node.port())) {
            waiting.send("/caches/naive/slow");
            Await.until("its query", () -> origin.held() == 1);

            node.terminate();

            assertThatExceptionOfType(IOException.class).isThrownBy(waiting::answer);
        }
        assertThat(node.ended()).isEqualTo(TERMINATED);
    }

    @Test
    void loadThatDoesNotEnd_isEndedAndItsLeaseIsReleased() throws Exception {
        start("corral.drain.limit=100ms");
        try (KeptAlive waiting = hold("endless")) {
            node.terminate();

            assertThat(waiting.answer())
                    .matches(answer -> answer.status() == 503 && answer.last())
                    .satisfies(answer -> assertThat(answer.fields()).containsEntry("retry-after", "1"));
        }
        assertThat(node.ended()).isEqualTo(TERMINATED);
        assertThat(leases("endless")).isZero();
        assertThat(origin.closed()).isEqualTo(1);
    }

    /** The control: the lease of a node that is killed stays until it expires. */
    @Test
    void killed_leavesItsLease() throws Exception {
        start();
        KeptAlive waiting = hold("endless");

        node.kill();
        node.ended();

        assertThat(leases("endless")).isEqualTo(1);
        waiting.close();
    }

    @Test
    void nothingInProgress_endsAtOnce() {
        start("corral.drain.limit=10m");
        node.client().get("/caches");

        node.terminate();

        assertThat(node.ended()).isEqualTo(TERMINATED);
    }

    @Test
    void notice_isWaitedForThoughNothingIsInProgress() throws Exception {
        start("corral.drain.notice=10m");
        node.terminate();
        Await.until("not ready", () -> node.readiness().startsWith(REFUSED));

        assertNewcomersAreAnsweredAndParted();
    }

    @Test
    void standardInputEnds_isADrainToo() throws Exception {
        start("corral.exit-with-stdin=true");
        try (KeptAlive waiting = hold("slow")) {
            node.closeStdin();
            Await.until("not ready", () -> node.readiness().startsWith(REFUSED));

            origin.release();
            assertThat(waiting.answer()).matches(answer -> answer.status() == 200 && answer.last());
        }
        assertThat(node.ended()).isZero();
        assertThat(leases("slow")).isZero();
    }

    @Test
    void http2Connection_isToldToGoAwayWithItsLastAnswer() throws Exception {
        start();
        Vertx vertx = Vertx.vertx();
        CountDownLatch toldToGo = new CountDownLatch(1);
        HttpClient client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false))
                .withConnectHandler(connection -> connection.goAwayHandler(away -> toldToGo.countDown()))
                .build();
        try (KeptAlive waiting = hold("slow")) {
            assertThat(status(client)).isEqualTo(200);
            node.terminate();
            Await.until("not ready", () -> node.readiness().startsWith(REFUSED));

            assertThat(status(client)).isEqualTo(200);
            assertThat(toldToGo.await(10, TimeUnit.SECONDS)).isTrue();
            origin.release();
            assertThat(waiting.answer().status()).isEqualTo(200);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        assertThat(node.ended()).isEqualTo(TERMINATED);
    }

    private int status(HttpClient client) throws Exception {
        return client.request(HttpMethod.GET, node.port(), "127.0.0.1", "/caches")
                .compose(request -> request.send())
                .compose(answer -> answer.body().map(body -> answer.statusCode()))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private void start(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "quarkus.redis.hosts=" + redis.uri(),
                "corral.origin.identity=rows",
                "corral.origin.url=" + origin.url(),
                "corral.origin.timeout=20s",
                "corral.lock.lease=5s",
                "corral.lock.renewal-cap=60s",
                "corral.lock.wait-budget=60s",
                "corral.deadline=70s",
                "corral.drain.limit=60s"));
        settings.addAll(List.of(more));
        node = new NodeProcess(settings).ready();
    }

    /** Sends a request that waits for a load which holds a lease. */
    private KeptAlive hold(String key) throws IOException {
        int before = origin.held();
        origin.row(key, "{}", 1);
        origin.hold();
        KeptAlive waiting = new KeptAlive(node.port());
        waiting.send("/caches/lock/" + key);
        Await.until("its query", () -> origin.held() == before + 1);
        assertThat(leases(key)).isEqualTo(1);
        return waiting;
    }

    private long leases(String... keys) {
        return redis.exist(
                Stream.of(keys).map(key -> "corral:l:rows:{lock:" + key + "}").toArray(String[]::new));
    }

    /** Sends requests over a kept connection until a response announces that it is the last one. */
    private CompletableFuture<List<Answer>> askUntilTheLastAnswer(CountDownLatch underWay) {
        CompletableFuture<List<Answer>> answers = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            List<Answer> seen = new ArrayList<>();
            try (KeptAlive connection = new KeptAlive(node.port())) {
                do {
                    seen.add(connection.ask(seen.size() % 2 == 0 ? "/caches/lock/hot" : "/nowhere"));
                    if (seen.size() == FEW) {
                        underWay.countDown();
                    }
                } while (!seen.getLast().last());
                answers.complete(seen);
            } catch (IOException | RuntimeException reset) {
                answers.completeExceptionally(reset);
            }
        });
        return answers;
    }

    private void assertNewcomersAreAnsweredAndParted() throws IOException {
        List<String> paths = List.of("/caches", "/caches/lock/none%00", "/nowhere", "/caches/unknown/k");
        List<Integer> statuses = List.of(200, 400, 404, 404);
        for (int each : IntStream.range(0, paths.size()).toArray()) {
            try (KeptAlive newcomer = new KeptAlive(node.port())) {
                Answer answer = newcomer.ask(paths.get(each));
                assertThat(answer.status()).as(paths.get(each)).isEqualTo(statuses.get(each));
                assertThat(answer.last()).as(paths.get(each)).isTrue();
                assertThat(newcomer.ended()).isTrue();
            }
        }
    }
}
