package dev.corral.node.rest;

import static dev.corral.node.rest.ReadingTest.header;
import static dev.corral.node.rest.RefusingTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A write without an answer ends after a time limit, and no write is sent while too many of the latest have none. */
@QuarkusTest
@TestProfile(WriteBreakerTest.Impatient.class)
class WriteBreakerTest extends NodeTest {

    private static final int WINDOW = 8;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration PACE = Duration.ofMillis(20);

    /** A configuration in which more unanswered writes open the circuit breaker than the bulkhead accepts at once. */
    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "corral.origin.timeout", "500ms",
                    "corral.bulkhead.writes", "2",
                    "corral.bulkhead.queue", "1",
                    "corral.breaker.window", String.valueOf(WINDOW),
                    "corral.breaker.failures", "0.5",
                    "corral.breaker.pause", "1500ms");
        }
    }

    /** All tests share the circuit breaker: each begins with a closed one and a window of answers. */
    @BeforeEach
    void answerWrites() {
        for (int each = 0; each < WINDOW; each++) {
            awaitWrites();
        }
    }

    @Test
    void writeWithoutAnAnswer_is504AndItsExchangeAndItsEntryEnd() {
        origin.row("silent", "old", 1);
        node.get("/caches/long/silent");
        CompletableFuture<Void> closed = new CompletableFuture<>();
        origin.script("silent", write -> write.connection().closeHandler(closed::complete));

        HttpResponse<String> late = node.put("/caches/long/silent", "new");

        assertProblem(late, 504, "problems/origin-timeout");
        assertThat(late.body()).contains("no response within 500 ms");
        assertThat(node.get("/caches/long/silent/entry").body()).contains("\"absent\"");
        assertThat(closed).succeedsWithin(SOON);
    }

    @Test
    void writesWithoutAnAnswer_openTheBreakerUntilOneIsAnswered() {
        origin.row("kept", "old", 1);
        node.get("/caches/long/kept");
        AtomicInteger sent = silence("dead");
        while (node.put("/caches/lock/dead", "1").statusCode() == 504) {
            assertThat(sent).hasValueLessThan(WINDOW);
        }
        int before = sent.get();

        HttpResponse<String> refused = node.put("/caches/long/kept", "new");

        assertProblem(refused, 503, "problems/write-refused");
        assertThat(refused.body()).contains("circuit breaker of writes is open");
        assertThat(header(refused, "Retry-After")).isEqualTo("2");
        assertThat(node.put("/caches/lock/dead", "1").statusCode()).isEqualTo(503);
        assertThat(sent).hasValue(before);
        assertThat(node.get("/caches/long/kept/entry").body()).contains("\"fresh\"");
        assertThat(node.get("/caches/none/kept").body()).isEqualTo("old");
        awaitWrites();
    }

    /** The control: any answer is a success, even one that reports an error. */
    @Test
    void writesWithAnError_leaveTheBreakerClosed() {
        AtomicInteger sent = new AtomicInteger();
        origin.script("broken", write -> {
            sent.incrementAndGet();
            HeldOrigin.reply(write, 500, "");
        });

        for (int each = 0; each < 2 * WINDOW; each++) {
            assertProblem(node.put("/caches/lock/broken", "1"), 502, "problems/origin-failed");
        }

        assertThat(sent).hasValue(2 * WINDOW);
        assertThat(node.put("/caches/lock/alive", "1").statusCode()).isEqualTo(204);
    }

    /**
     * In one guard with the bulkhead, each of its refusals would count. If they counted as successes, the unanswered
     * writes would never be half of the window.
     */
    @Test
    void writesThatTheBulkheadRefuses_doNotKeepTheBreakerClosed() {
        silence("dead");
        List<CompletableFuture<HttpResponse<String>>> writes = new ArrayList<>();

        Await.until("the breaker is open", () -> {
            for (int each = 0; each < WINDOW; each++) {
                writes.add(node.send("PUT", "/caches/lock/dead", "1"));
            }
            LockSupport.parkNanos(PACE.toNanos());
            return bodies(writes).anyMatch(each -> each.contains("circuit breaker of writes is open"));
        });

        writes.forEach(CompletableFuture::join);
        assertThat(bodies(writes)).anyMatch(each -> each.contains("writes are in progress"));
        awaitWrites();
    }

    private static Stream<String> bodies(List<CompletableFuture<HttpResponse<String>>> writes) {
        return writes.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .map(HttpResponse::body);
    }

    private AtomicInteger silence(String key) {
        AtomicInteger sent = new AtomicInteger();
        origin.script(key, write -> sent.incrementAndGet());
        return sent;
    }

    private void awaitWrites() {
        Await.until(
                "a write is answered", () -> node.put("/caches/lock/alive", "1").statusCode() == 204);
    }
}
