package dev.corral.yardstick;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(OwnRedis.class)
class ControlsTest {

    private static final String ROW = "the row itself";

    @Inject
    Redis redis;

    @ParameterizedTest
    @ValueSource(strings = {"constant", "resource", "batched", "unbatched"})
    void control_gives_the_bytes_and_headers_of_its_model(String control) {
        store("corral:v:rows:{swr:hot}", "what the store puts before it" + ROW);
        imitate();

        Response answer = given().get("/caches/" + control + "/hot");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asByteArray()).isEqualTo(ROW.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.header("Cache-Status")).isEqualTo("node-1; hit");
        assertThat(answer.header("Content-Type")).isEqualTo("text/special");
        assertThat(answer.headers().asList()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"batched", "unbatched"})
    void control_that_reads_the_store_finds_nothing_where_nothing_is(String control) {
        imitate();

        assertThat(given().get("/caches/" + control + "/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void unknown_control_is_not_found() {
        assertThat(given().get("/caches/nonsense/hot").statusCode()).isEqualTo(404);
    }

    private static void imitate() {
        given().header("Store-Identity", "rows")
                .header("Model-Cache-Status", "node-1; hit")
                .header("Model-Content-Type", "text/special")
                .body(ROW.getBytes(StandardCharsets.UTF_8))
                .put("/caches/swr")
                .then()
                .statusCode(204);
    }

    private void store(String key, String value) {
        redis.send(Request.cmd(Command.SET).arg(key).arg(value))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
