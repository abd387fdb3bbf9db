package dev.corral.node.rest;

import static dev.corral.node.rest.ReadingTest.header;
import static dev.corral.node.rest.RefusingTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The number of writes to the origin at the same time is limited, and a write above the limit is refused. */
@QuarkusTest
@TestProfile(WriteBulkheadTest.Small.class)
class WriteBulkheadTest extends NodeTest {

    private static final int WRITES = 2;
    private static final int QUEUE = 1;
    private static final int WINDOW = 4;

    /** A configuration with limits that a few writes reach. */
    public static final class Small implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "corral.bulkhead.writes", String.valueOf(WRITES),
                    "corral.bulkhead.queue", String.valueOf(QUEUE),
                    "corral.breaker.window", String.valueOf(WINDOW));
        }
    }

    private List<CompletableFuture<HttpResponse<String>>> accepted;

    /** Sends as many writes as the bulkhead accepts, and waits until it has accepted them. */
    @BeforeEach
    void fill() {
        origin.holdWrites();
        accepted = IntStream.range(0, WRITES + QUEUE)
                .mapToObj(each -> node.send("PUT", "/caches/lock/accepted-" + each, "1"))
                .toList();
        Await.until("two are sent", () -> origin.heldWrites() == WRITES);
        Await.until("one waits", () -> waiting() == QUEUE);
    }

    @AfterEach
    void everyAcceptedWriteIsDone() {
        origin.release();
        assertThat(accepted.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .containsOnly(204);
        assertThat(waiting()).isZero();
    }

    @Test
    void oneWriteTooMany_isRefusedAndKeepsItsEntry() {
        origin.row("full", "old", 1);
        node.get("/caches/long/full");

        HttpResponse<String> refused = node.put("/caches/long/full", "new");

        assertProblem(refused, 503, "problems/write-refused");
        assertThat(refused.body()).contains("2 writes are in progress and 1 wait", "corral.bulkhead.writes");
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        assertThat(node.get("/caches/long/full/entry").body()).contains("\"fresh\"");
    }

    /** The control: with room in the bulkhead the same write is sent, and its entry ends. */
    @Test
    void writeWithRoom_isSentAndEndsItsEntry() {
        origin.row("room", "old", 1);
        node.get("/caches/long/room");
        origin.release();
        accepted.forEach(CompletableFuture::join);

        assertThat(node.put("/caches/long/room", "new").statusCode()).isEqualTo(204);

        assertThat(node.get("/caches/long/room/entry").body()).contains("\"absent\"");
    }

    @Test
    void reads_areServedWhileWritesAreRefused() {
        origin.row("read", "row", 1);

        assertThat(node.put("/caches/lock/read", "new").statusCode()).isEqualTo(503);
        assertThat(node.get("/caches/lock/read").body()).isEqualTo("row");
    }

    /** In one guard with the circuit breaker, these refusals would count as failures and open it. */
    @Test
    void refusedWrites_doNotOpenTheBreaker() {
        for (int each = 0; each < 2 * WINDOW; each++) {
            assertThat(node.put("/caches/lock/refused", "1").body()).contains("writes are in progress");
        }
        origin.release();
        accepted.forEach(CompletableFuture::join);

        assertThat(node.put("/caches/lock/refused", "1").statusCode()).isEqualTo(204);
    }

    private double waiting() {
        return sum("ft_bulkhead_executionsWaiting", Map.of());
    }
}
