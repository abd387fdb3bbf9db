package dev.corral.node.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.NodeTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of a node whose worker threads are all busy. */
@QuarkusTest
class BusyWorkersTest extends NodeTest {

    private static final int MORE_THAN_THERE_ARE = 40;

    @TestHTTPResource(value = "/health", management = true)
    URI health;

    @Inject
    Vertx vertx;

    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void release() {
        end.countDown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/live", "/ready", ""})
    void health_needsNone(String path) throws Exception {
        for (int each = 0; each < MORE_THAN_THERE_ARE; each++) {
            vertx.executeBlocking(
                    () -> {
                        end.await();
                        return null;
                    },
                    false);
        }

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(health + path))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(node.get("/caches/lock/unasked/entry").statusCode()).isEqualTo(200);
    }
}
