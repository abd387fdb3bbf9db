package dev.corral.node.rest;

import static dev.corral.node.rest.ReadingTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error is a problem that states what was wrong. */
@QuarkusTest
class RefusingTest extends NodeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /caches/lock/        | a key must not be empty
            /caches/lock/%00     | a key must have no control characters
            /caches/lock/a%0Ab   | a key must have no control characters
            /caches/lock/%FF     | a key must be UTF-8
            /caches/lock/a/b     | a key must be one segment of the path: encode / as %2F
            /caches/lock/a/      | a key must be one segment of the path: encode / as %2F
            /caches/lock/..      | a key must have no segment . or ..
            /caches/lock/%2e     | a key must have no segment . or ..
            /caches/lock/a%2f..%2fb | a key must have no segment . or ..
            /caches/lock/a%5C..  | a key must have no segment . or ..
            /caches/lock/..%2F   | a key must have no segment . or ..
            """)
    void invalidKey_is400WithTheRuleThatItBroke(String path, String rule) {
        HttpResponse<String> answer = node.get(path);

        assertProblem(answer, 400, "problems/invalid-key");
        assertThat(answer.body()).contains(rule);
    }

    @Test
    void longestKey_isTakenAndALongerOneIsNot() {
        assertProblem(node.get("/caches/lock/" + "k".repeat(512)), 404, "problems/absent");

        HttpResponse<String> tooLong = node.get("/caches/lock/" + "k".repeat(513));

        assertProblem(tooLong, 400, "problems/invalid-key");
        assertThat(tooLong.body()).contains("at most 512 bytes");
    }

    @ParameterizedTest
    @CsvSource({"/caches/nope/key", "/caches/nope", "/caches/nope/key/entry"})
    void unknownCache_hasItsOwnType(String path) {
        assertProblem(node.get(path), 404, "problems/unknown-cache");
    }

    @Test
    void pathsAndMethodsOfNoResource_areProblemsToo() {
        assertProblem(node.get("/nothing/here"), 404, "about:blank");

        HttpResponse<String> post = node.send("POST", "/caches/lock/key", "x").join();

        assertProblem(post, 405, "about:blank");
        assertThat(header(post, "Allow")).isEqualTo("GET, HEAD, PUT, DELETE, OPTIONS");
    }

    @Test
    void overLargeRow_isRefusedBeforeItIsRead() {
        assertProblem(node.put("/caches/lock/huge", "x".repeat(9_000_000)), 413, "problems/too-large");
    }

    @Test
    void failingOrigin_is502() {
        origin.script("broken", query -> query.response().setStatusCode(500).end());

        HttpResponse<String> answer = node.get("/caches/swr/broken");

        assertProblem(answer, 502, "problems/origin-failed");
        assertThat(header(answer, "Cache-Status")).isEqualTo("node-1; fwd=miss; detail=origin-failed");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void failedLoad_makesTheNextOnesWait() {
        origin.script("failing", query -> query.response().setStatusCode(500).end());
        node.get("/caches/lock/failing");

        HttpResponse<String> next = node.get("/caches/lock/failing");

        assertProblem(next, 503, "problems/lock-unavailable");
        assertThat(header(next, "Retry-After")).isEqualTo("1");
        assertThat(origin.queries("failing")).isEqualTo(1);
    }

    @Test
    void refusingOrigin_is503WithItsRetryAfter() {
        origin.script(
                "busy",
                query -> query.response()
                        .setStatusCode(503)
                        .putHeader("Retry-After", "3")
                        .end());

        HttpResponse<String> answer = node.get("/caches/none/busy");

        assertProblem(answer, 503, "problems/origin-refused");
        assertThat(header(answer, "Retry-After")).isEqualTo("3");
        assertThat(header(answer, "Cache-Status")).isEqualTo("node-1; fwd=bypass; detail=origin-refused");
    }

    static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains(type + "\"", "\"status\":" + status, "\"title\":");
    }
}
