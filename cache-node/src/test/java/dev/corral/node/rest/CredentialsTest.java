package dev.corral.node.rest;

import static dev.corral.node.rest.ReadingTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of requests with credentials. */
@QuarkusTest
class CredentialsTest extends NodeTest {

    @ParameterizedTest
    @CsvSource({"Authorization, Bearer me", "Cookie, session=me"})
    void requestWithCredentials_goesAroundTheCache(String name, String value) {
        String key = "around-" + name;
        origin.script(key, query -> HeldOrigin.reply(query, 200, "for " + query.getHeader(name), "ETag", "\"1\""));
        node.get("/caches/long/" + key);
        int before = events("long", "bypassed");

        HttpResponse<String> mine = node.get("/caches/long/" + key, name, value);
        HttpResponse<String> everybodys = node.get("/caches/long/" + key);

        assertThat(mine.body()).isEqualTo("for " + value);
        assertThat(header(mine, "Cache-Status")).isEqualTo("node-1; fwd=bypass; fwd-status=200");
        assertThat(header(mine, "Cache-Control")).isEqualTo("private, no-cache");
        assertThat(header(mine, "ETag")).isEqualTo("\"1\"");
        assertThat(everybodys.body()).isEqualTo("for null");
        assertThat(origin.queries(key)).isEqualTo(2);
        assertThat(events("long", "bypassed") - before).isEqualTo(1);
    }

    @Test
    void absenceForOne_isNotAbsenceForAll() {
        origin.answer("hidden", 404, "not for you", "Content-Type", "text/plain");

        HttpResponse<String> answer = node.get("/caches/negative/hidden", "Cookie", "a=b");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("not for you");
        assertThat(node.get("/caches/negative/hidden/entry").body()).contains("\"absent\"");
    }

    @Test
    void failureOnTheWayAround_isAProblemAsAnyOther() {
        origin.answer("broken-around", 500, "");

        HttpResponse<String> answer = node.get("/caches/long/broken-around", "Cookie", "a=b");

        RefusingTest.assertProblem(answer, 502, "problems/origin-failed");
        assertThat(header(answer, "Cache-Status")).isEqualTo("node-1; fwd=bypass; detail=origin-failed");
    }

    @Test
    void cacheThatIgnoresCredentials_dropsThemAndServesAsEver() {
        origin.row("ignored", "{}", 1);
        node.get("/caches/anyone/ignored", "Authorization", "Bearer me", "Cookie", "a=b");

        assertThat(origin.said("Authorization")).isNull();
        assertThat(origin.said("Cookie")).isNull();
        assertThat(header(node.get("/caches/anyone/ignored", "Cookie", "c=d"), "Cache-Status"))
                .startsWith("node-1; hit");
        assertThat(events("anyone", "bypassed")).isZero();
    }

    @Test
    void caches_tellWhatCredentialsAreToThem() {
        assertThat(node.get("/caches/anyone").body())
                .contains("\"honoursOrigin\":false", "\"passesCredentials\":false");
        assertThat(node.get("/caches/honest").body()).contains("\"honoursOrigin\":true", "\"passesCredentials\":true");
    }

    @Test
    void write_carriesItsCredentialsAndWhatItSaysAboutTheRow() {
        node.send(
                        "PUT",
                        "/caches/long/written-by",
                        "x",
                        "Authorization",
                        "Bearer me",
                        "Content-Type",
                        "text/plain",
                        "Content-Language",
                        "de",
                        "If-Match",
                        "\"7\"")
                .join();

        assertThat(origin.said("Authorization")).isEqualTo("Bearer me");
        assertThat(origin.said("Content-Type")).isEqualTo("text/plain");
        assertThat(origin.said("Content-Language")).isEqualTo("de");
        assertThat(origin.said("If-Match")).isEqualTo("\"7\"");

        node.send("DELETE", "/caches/anyone/written-by", null, "Authorization", "Bearer me")
                .join();

        assertThat(origin.said("Authorization")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"PUT, 403", "PUT, 412", "PUT, 409", "DELETE, 401", "DELETE, 405", "PUT, 307"})
    void writeThatTheOriginRefuses_passesItsAnswer(String method, int status) {
        String key = method + status;
        origin.answer(key, status, "no", "Content-Type", "text/plain", "X-Why", "because");

        HttpResponse<String> answer = node.send(method, "/caches/long/" + key, method.equals("PUT") ? "x" : null)
                .join();

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("no");
        assertThat(header(answer, "Content-Type")).isEqualTo("text/plain");
        assertThat(header(answer, "X-Why")).isEqualTo("because");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void writeAtWhichTheOriginFails_isStillAFailure() {
        origin.answer("failing-write", 500, "");

        RefusingTest.assertProblem(node.put("/caches/long/failing-write", "x"), 502, "problems/origin-failed");
    }
}
