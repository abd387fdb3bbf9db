package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.NodeClient;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A node whose Redis does not run: a failing store does not fail requests. */
@QuarkusTest
@TestProfile(DeadRedisTest.NoRedis.class)
class DeadRedisTest extends NodeTest {

    private static final int CALLERS = 20;

    /** A configuration with a Redis port on which nothing listens. */
    public static final class NoRedis implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.redis.hosts", "redis://127.0.0.1:1");
        }
    }

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @Test
    void herd_isStillOneQueryANode() {
        origin.row("lonely", "{}", 1);
        origin.hold();
        List<CompletableFuture<HttpResponse<String>>> callers = Stream.generate(() -> node.begin("/caches/swr/lonely"))
                .limit(CALLERS)
                .toList();
        Await.until("all wait", () -> inFlight("swr", "single-flight") == CALLERS);
        origin.release();

        assertThat(callers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .containsOnly(200);
        assertThat(origin.queries("lonely")).isEqualTo(1);
    }

    @Test
    void write_isDoneAndItsCallerIsToldThatTheCacheIsNot() {
        HttpResponse<String> put = node.put("/caches/lock/written", "new");

        assertThat(put.statusCode()).isEqualTo(202);
        assertThat(put.body()).contains("problems/invalidation-pending", "The row is written");
        assertThat(events("lock", "invalidation_pending")).isPositive();
        assertThat(node.get("/caches/lock/written").body()).isEqualTo("new");
        Map<String, String> retry = Map.of("method", "invalidation-retry");
        Await.until("it is retried", () -> sum("ft_retry_retries_total", retry) > 0);
    }

    @Test
    void entry_cannotBeLookedAtAndItsCallerIsToldWhy() {
        RefusingTest.assertProblem(node.get("/caches/lock/k/entry"), 503, "problems/store-unavailable");
    }

    @Test
    void node_staysReadyAndTellsWhy() {
        HttpResponse<String> health = new NodeClient(ready).get("");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body())
                .contains(
                        "\"store\": \"lost\"",
                        "\"push\": \"lost\"",
                        ": nothing listens at that address (connection refused)\"");
    }
}
