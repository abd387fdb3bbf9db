package dev.corral.node.rest;

import static dev.corral.node.rest.ReadingTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of responses that are passed on unchanged, and of the clients that receive them. */
@QuarkusTest
class PassingTest extends NodeTest {

    private static final int CALLERS = 5;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            301 | Location         | /elsewhere?x=1
            302 | Location         | https://example.org/
            401 | WWW-Authenticate | Basic realm="rows"
            403 | X-Why            | not yours
            418 | X-Why            | tea
            429 | X-Why            | no time given
            """)
    void otherAnswers_passWithStatusFieldsAndBodyAndAreNotStored(int status, String name, String value) {
        String key = "passed-" + status;
        origin.answer(key, status, "because", name, value, "Content-Type", "text/plain");
        node.get("/caches/long/" + key);

        HttpResponse<String> answer = node.get("/caches/long/" + key);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("because");
        assertThat(header(answer, name)).isEqualTo(value);
        assertThat(header(answer, "Content-Type")).isEqualTo("text/plain");
        assertThat(header(answer, "Cache-Status")).isEqualTo("node-1; fwd=miss; fwd-status=" + status);
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
        assertThat(origin.queries(key)).isEqualTo(2);
    }

    @Test
    void answerWithoutContent_passesWithoutContent() {
        origin.answer("nothing", 204, "");

        HttpResponse<String> answer = node.get("/caches/long/nothing");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(header(answer, "Content-Type")).isEqualTo("(none)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no-store   | Cache-Control | no-store
            private    | Cache-Control | private, max-age=60
            private-of | Cache-Control | private="x-user"
            star       | Vary          | *
            language   | Vary          | Accept-Encoding, Accept-Language
            """)
    void answerThatForbidsStoring_passesWhatItSaysAndIsAskedForAgain(String key, String name, String value) {
        origin.answer(key, 200, "mine", name, value);
        node.get("/caches/long/" + key);

        HttpResponse<String> answer = node.get("/caches/long/" + key);

        assertThat(answer.body()).isEqualTo("mine");
        assertThat(header(answer, name)).isEqualTo(value);
        assertThat(header(answer, "Cache-Status")).isEqualTo("node-1; fwd=miss; fwd-status=200");
        assertThat(origin.queries(key)).isEqualTo(2);
    }

    /** The control: a header that never reaches the origin cannot make a difference. */
    @Test
    void answerThatVariesByAFieldThatIsNotForwarded_isStored() {
        origin.answer("agent", 200, "ours", "Vary", "User-Agent");
        node.get("/caches/long/agent");

        assertThat(header(node.get("/caches/long/agent"), "Cache-Status")).startsWith("node-1; hit");
        assertThat(origin.queries("agent")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"200", "404", "302"})
    void cookies_surviveOneByOneAndKeepTheirAnswerFromTheStore(int status) {
        String key = "cookies-" + status;
        origin.answer(
                key, status, "mine", "Set-Cookie", "a=1; Expires=Sun, 06 Nov 1994 08:49:37 GMT", "Set-Cookie", "b=2");
        node.get("/caches/negative/" + key);

        HttpResponse<String> answer = node.get("/caches/negative/" + key);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .containsExactly("a=1; Expires=Sun, 06 Nov 1994 08:49:37 GMT", "b=2");
        assertThat(header(answer, "Cache-Control")).isEqualTo("private, no-cache");
        assertThat(origin.queries(key)).isEqualTo(2);
    }

    @Test
    void callerWhoHasAPersonalRow_isGivenItsCookiesAllTheSame() {
        origin.answer("cookies-304", 200, "mine", "ETag", "\"a\"", "Set-Cookie", "a=1");

        HttpResponse<String> answer = node.get("/caches/long/cookies-304", "If-None-Match", "\"a\"");

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(header(answer, "Set-Cookie")).isEqualTo("a=1");
        assertThat(header(answer, "ETag")).isEqualTo("\"a\"");
    }

    @Test
    void headOfAPassedAnswer_isItsHead() {
        origin.answer("head", 301, "moved", "Location", "/there");

        HttpResponse<String> answer =
                node.send("HEAD", "/caches/long/head", null).join();

        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(header(answer, "Location")).isEqualTo("/there");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void personalAnswer_isGivenToNobodyElse() {
        List<String> bodies = answersTogether("personal", "Set-Cookie", "a=b");

        assertThat(bodies).doesNotHaveDuplicates().hasSize(CALLERS);
        assertThat(origin.queries("personal")).isEqualTo(CALLERS);
    }

    /** The control: the same callers share a response that may be shared. */
    @Test
    void answerThatMayBeShared_isSharedByTheSameCallers() {
        List<String> bodies = answersTogether("shared", "X-Anything", "a=b");

        assertThat(bodies).containsOnly("1").hasSize(CALLERS);
        assertThat(origin.queries("shared")).isEqualTo(1);
    }

    /** The first query is held until all callers wait for it; the response to each query has a different body. */
    private List<String> answersTogether(String key, String name, String value) {
        List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
        origin.script(key, held::add);
        List<CompletableFuture<HttpResponse<String>>> callers = Stream.generate(() -> node.begin("/caches/lock/" + key))
                .limit(CALLERS)
                .toList();
        Await.until("all wait", () -> inFlight("lock", "single-flight") == CALLERS && held.size() == 1);
        origin.script(key, query -> HeldOrigin.reply(query, 200, String.valueOf(origin.queries(key)), name, value));
        HeldOrigin.reply(held.getFirst(), 200, "1", name, value);
        return callers.stream()
                .map(CompletableFuture::join)
                .map(HttpResponse::body)
                .toList();
    }
}
