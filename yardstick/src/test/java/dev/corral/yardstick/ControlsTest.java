package dev.corral.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(OwnRedis.class)
class ControlsTest {

    private static final String ROW = "the row itself";

    @Inject
    Redis redis;

    @TestHTTPResource("/caches/")
    URI caches;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @ParameterizedTest
    @ValueSource(strings = {"constant", "resource", "batched", "unbatched"})
    void control_givesTheBytesAndHeadersOfItsModel(String control) throws Exception {
        store("corral:v:rows:{swr:hot}", "what the store puts before it" + ROW);
        imitate();

        HttpResponse<String> answer = get(control + "/hot");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(ROW);
        assertThat(answer.headers().allValues("Cache-Status")).containsExactly("node-1; hit");
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("text/special");
        assertThat(answer.headers().map()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"batched", "unbatched"})
    void controlThatReadsTheStore_findsNothingWhereNothingIs(String control) throws Exception {
        imitate();

        assertThat(get(control + "/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void unknownControl_isNotFound() throws Exception {
        assertThat(get("nonsense/hot").statusCode()).isEqualTo(404);
    }

    private void imitate() throws IOException, InterruptedException {
        HttpRequest model = HttpRequest.newBuilder(caches.resolve("swr"))
                .header("Store-Identity", "rows")
                .header("Model-Cache-Status", "node-1; hit")
                .header("Model-Content-Type", "text/special")
                .PUT(BodyPublishers.ofString(ROW))
                .build();
        assertThat(client.send(model, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(caches.resolve(path)).build();
        return client.send(request, BodyHandlers.ofString());
    }

    private void store(String key, String value) {
        redis.send(Request.cmd(Command.SET).arg(key).arg(value))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
