package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of how a cache treats the query of a URL. */
@QuarkusTest
class QueryTest extends NodeTest {

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE"})
    void byDefault_isRefusedWithTheSetting(String method) {
        HttpResponse<String> answer = node.send(method, "/caches/lock/page?n=1", method.equals("PUT") ? "x" : null)
                .join();

        assertThat(answer.statusCode()).isEqualTo(400);
        if (!method.equals("HEAD")) {
            RefusingTest.assertProblem(answer, 400, "problems/query-refused");
            assertThat(answer.body()).contains("corral.caches.lock.query");
        }
        assertThat(node.get("/caches/lock/page/entry?n=1").statusCode()).isEqualTo(400);
    }

    @Test
    void emptyQuery_saysNothing() {
        origin.row("empty", "row", 1);
        node.get("/caches/lock/empty");

        assertThat(ReadingTest.header(node.get("/caches/lock/empty?"), "Cache-Status"))
                .contains("hit");
    }

    @Test
    void ignored_isDropped() {
        origin.row("dropped", "row", 1);
        node.get("/caches/unqueried/dropped?n=1");

        assertThat(origin.target()).isEqualTo("/rows/dropped");
        assertThat(ReadingTest.header(node.get("/caches/unqueried/dropped?n=2"), "Cache-Status"))
                .contains("hit");
    }

    @Test
    void asKey_makesARowOfEachQuery() {
        origin.script("page", query -> HeldOrigin.reply(query, 200, "page " + query.query()));

        assertThat(node.get("/caches/queried/page?n=1&m=%c3%bc").body()).isEqualTo("page n=1&m=%C3%BC");
        assertThat(node.get("/caches/queried/page?n=2").body()).isEqualTo("page n=2");
        assertThat(node.get("/caches/queried/page").body()).isEqualTo("page null");
        assertThat(ReadingTest.header(node.get("/caches/queried/page?%6E=1&m=%C3%BC"), "Cache-Status"))
                .contains("hit");
        assertThat(origin.queries("page")).isEqualTo(3);
    }

    @Test
    void asKey_isNoQuestionMarkOfThePath() {
        origin.row("mark?n=1", "of the path", 1);
        origin.script("mark", query -> HeldOrigin.reply(query, 200, "of the query"));

        assertThat(node.get("/caches/queried/mark%3Fn=1").body()).isEqualTo("of the path");
        assertThat(node.get("/caches/queried/mark?n=1").body()).isEqualTo("of the query");
        assertThat(node.get("/caches/queried/mark%3Fn=1").body()).isEqualTo("of the path");
    }

    @Test
    void write_meansTheRowOfItsQueryAlone() {
        origin.script("list", query -> HeldOrigin.reply(query, 200, "list"));
        node.get("/caches/queried/list?n=1");
        node.get("/caches/queried/list?n=2");

        assertThat(node.put("/caches/queried/list?n=%31", "new").statusCode()).isEqualTo(204);

        assertThat(origin.target()).isEqualTo("/rows/list?n=1");
        assertThat(node.get("/caches/queried/list/entry?n=1").body()).contains("\"absent\"");
        assertThat(node.get("/caches/queried/list/entry?n=2").body()).contains("\"fresh\"");

        node.delete("/caches/queried/list?n=2");

        assertThat(origin.target()).isEqualTo("/rows/list?n=2");
        assertThat(node.get("/caches/queried/list/entry?n=2").body()).contains("\"absent\"");
    }

    @Test
    void longestKey_countsItsQuery() {
        assertThat(node.get("/caches/queried/k?" + "q".repeat(510)).statusCode())
                .isEqualTo(404);
        assertThat(node.get("/caches/queried/k?" + "q".repeat(511)).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "k?n=1", "k/entry?n=1"})
    void caches_sayWhatAQueryIs(String path) {
        assertThat(node.get("/caches/queried").body()).contains("\"query\":\"key\"");
        assertThat(node.get("/caches/lock").body()).contains("\"query\":\"refuse\"");
        assertThat(node.get("/caches/unqueried/" + path).statusCode()).isIn(200, 404);
    }
}
