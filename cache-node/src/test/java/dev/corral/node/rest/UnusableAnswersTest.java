package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The answer of one key is no evidence about the origin: no number of such keys opens the breaker. */
@QuarkusTest
class UnusableAnswersTest extends NodeTest {

    /** More keys than the breaker's window has calls. */
    private static final int KEYS = 30;

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(
                        "status-000", "HTTP/1.1 000 Zero\r\nContent-Length: 1\r\n\r\nx", "a status must be 200 to 599"),
                Arguments.of(
                        "status-099", "HTTP/1.1 099 Low\r\nContent-Length: 1\r\n\r\nx", "a status must be 200 to 599"),
                Arguments.of(
                        "status-600", "HTTP/1.1 600 High\r\nContent-Length: 1\r\n\r\nx", "a status must be 200 to 599"),
                Arguments.of(
                        "status-999", "HTTP/1.1 999 High\r\nContent-Length: 1\r\n\r\nx", "a status must be 200 to 599"),
                Arguments.of("unasked-304", "HTTP/1.1 304 Not Modified\r\n\r\n", "status 304 to a request without"),
                Arguments.of("fields", head("X-Long: " + "x".repeat(17_000)), "more than 16384 bytes"),
                Arguments.of("head", head("X-Long: " + "x".repeat(70_000)), "more than 65536 bytes"),
                Arguments.of("many-fields", head(fields(5_000)), "more than 16384 bytes"),
                Arguments.of("control", head("X-Odd: a\u0001b"), ""),
                Arguments.of("nul", head("Cache-Control: private\u0000"), ""),
                Arguments.of("two-lengths", head("Content-Length: 2"), ""),
                Arguments.of("no-colon", head("nonsense"), ""),
                Arguments.of("no-name", head(": x"), null),
                Arguments.of("odd-name", head("X Odd(: x"), null),
                Arguments.of("minus", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", ""),
                Arguments.of("overflow", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", ""),
                Arguments.of(
                        "reason",
                        "HTTP/1.1 200 " + "x".repeat(10_000) + "\r\nContent-Length: 1\r\n\r\nx",
                        "4096 bytes"),
                Arguments.of("204-with-a-body", "HTTP/1.1 204 No\r\nContent-Length: 1\r\n\r\nx", null));
    }

    /** @param sentence part of the problem's text; null if the answer is usable */
    @ParameterizedTest
    @MethodSource("answers")
    void answerOfOneKey_doesNotOpenTheBreaker(String name, String answer, String sentence) {
        for (int each = 0; each < KEYS; each++) {
            String key = name + "-" + each;
            origin.script(key, query -> SpoiledAnswersTest.write(query, answer));

            var read = node.get("/caches/full/" + key);

            if (sentence != null) {
                RefusingTest.assertProblem(read, 502, "problems/origin-failed");
                assertThat(read.body()).contains(sentence);
            }
        }
        origin.row("well-" + name, "well", 1);

        assertThat(node.get("/caches/full/well-" + name).body()).isEqualTo("well");
    }

    private static String head(String line) {
        return "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n" + line + "\r\n\r\nx";
    }

    private static String fields(int number) {
        StringBuilder fields = new StringBuilder();
        for (int each = 0; each < number; each++) {
            fields.append("x").append(each).append(": y").append(each + 1 < number ? "\r\n" : "");
        }
        return fields.toString();
    }
}
