package dev.corral.node.rest;

import static dev.corral.node.rest.ReadingTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.NodeClient;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Tests of the list of the most frequent keys. Each test reads a cache that others hardly read. */
@QuarkusTest
class HotKeysRouteTest extends NodeTest {

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Test
    void loadsOfAKey_areCountedAndHitsAreNot() {
        for (int load = 0; load < 3; load++) {
            node.put("/caches/jitter/loaded", "{}");
            node.get("/caches/jitter/loaded");
            node.get("/caches/jitter/loaded");
        }
        assertThat(origin.queries("loaded")).isEqualTo(3);

        HttpResponse<String> answer = hot("jitter");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        JsonObject body = new JsonObject(answer.body());
        assertThat(body.fieldNames()).containsExactly("cache", "window", "loads", "reads");
        assertThat(body.getString("cache")).isEqualTo("jitter");
        assertThat(body.getString("window")).isEqualTo("5m");
        assertThat(body.getJsonArray("loads"))
                .contains(new JsonObject().put("key", "loaded").put("count", 3));
    }

    @Test
    void keyThatIsReadOften_isFirstOfTheReads() {
        origin.row("popular", "{}", 1);
        for (int read = 0; read < 1_100; read++) {
            node.get("/caches/anyone/popular");
        }
        assertThat(origin.queries("popular")).isEqualTo(1);

        JsonObject first =
                new JsonObject(hot("anyone").body()).getJsonArray("reads").getJsonObject(0);

        assertThat(first.getString("key")).isEqualTo("popular");
        assertThat(first.getInteger("estimate")).isPositive().matches(estimate -> estimate % 64 == 0);
    }

    @Test
    void manyKeys_areCutToTwenty() {
        for (int key = 0; key < 25; key++) {
            node.get("/caches/negative/one-of-many-" + key);
        }
        JsonArray loads = new JsonObject(hot("negative").body()).getJsonArray("loads");
        assertThat(loads).hasSize(20);
    }

    @Test
    void keyWithQuotesAndLineSeparators_isAStringOfJson() {
        String key = "a\",\\" + "\u2028\u00e4";
        node.get("/caches/jitter/a%22%2C%5C%E2%80%A8%C3%A4");

        assertThat(new JsonObject(hot("jitter").body()).getJsonArray("loads"))
                .contains(new JsonObject().put("key", key).put("count", 1));
    }

    @Test
    void unknownCache_isAProblem() {
        RefusingTest.assertProblem(hot("nowhere"), 404, "problems/unknown-cache");
    }

    @Test
    void samePathOnTheHttpPort_isTheRowOfThatKey() {
        origin.row("hot", "a row", 1);
        assertThat(node.get("/caches/long/hot").body()).isEqualTo("a row");
    }

    private HttpResponse<String> hot(String cache) {
        return new NodeClient(management.resolve("/")).get("/caches/" + cache + "/hot");
    }
}
