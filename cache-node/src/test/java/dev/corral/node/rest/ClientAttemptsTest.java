package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the number of the attempt that clients send with a repeated request. */
@QuarkusTest
class ClientAttemptsTest extends NodeTest {

    private static final String ATTEMPT = "Corral-Attempt";

    @Test
    void numberOfARepeatedRequest_isCountedAndSentToTheOrigin() {
        origin.row("again", "{}", 1);
        int before = retries("none");

        node.get("/caches/none/again", ATTEMPT, "3");

        assertThat(origin.said(ATTEMPT)).isEqualTo("3");
        assertThat(retries("none") - before).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "-2", "many", "2;q=1", "2.5", "1000", "18446744073709551618"})
    void firstAttemptOrAnyOtherText_isNeitherCountedNorSent(String value) {
        origin.row("once", "{}", 1);
        int before = retries("none");

        HttpResponse<String> answer = node.get("/caches/none/once", ATTEMPT, value);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(origin.said(ATTEMPT)).isNull();
        assertThat(retries("none")).isEqualTo(before);
    }

    @Test
    void twoDifferentNumbers_areNone() {
        origin.row("doubted", "{}", 1);
        int before = retries("none");

        node.get("/caches/none/doubted", ATTEMPT, "2", ATTEMPT, "3");

        assertThat(origin.said(ATTEMPT)).isNull();
        assertThat(retries("none")).isEqualTo(before);
    }

    @Test
    void repeatedRequestThatIsAHit_isCounted() {
        origin.row("known", "{}", 1);
        node.get("/caches/long/known");
        int before = retries("long");

        node.get("/caches/long/known", ATTEMPT, "2");

        assertThat(retries("long") - before).isEqualTo(1);
        assertThat(origin.queries("known")).isEqualTo(1);
    }

    @Test
    void repeatedWrite_isCountedAndItsNumberIsSent() {
        int before = retries("long");

        node.send("PUT", "/caches/long/rewritten", "{}", ATTEMPT, "2").join();

        assertThat(origin.said(ATTEMPT)).isEqualTo("2");
        assertThat(retries("long") - before).isEqualTo(1);
    }

    @Test
    void numberOfAFollower_isCountedAndNotSent() {
        int before = retries("lock");

        loadShared("followed", new String[0], new String[] {ATTEMPT, "2"});

        assertThat(origin.said(ATTEMPT)).isNull();
        assertThat(retries("lock") - before).isEqualTo(1);
    }

    @Test
    void numberOfALeader_isSent() {
        loadShared("led-by-a-retry", new String[] {ATTEMPT, "4"}, new String[0]);

        assertThat(origin.said(ATTEMPT)).isEqualTo("4");
    }

    /** Reads a row that the origin holds until the second request has joined the load of the first one. */
    private void loadShared(String key, String[] leader, String[] follower) {
        origin.row(key, "{}", 1);
        origin.hold();
        CompletableFuture<HttpResponse<String>> first = node.send("GET", "/caches/lock/" + key, null, leader);
        Await.until("the origin has the query", () -> origin.held() == 1);
        CompletableFuture<HttpResponse<String>> second = node.send("GET", "/caches/lock/" + key, null, follower);
        Await.until("both wait", () -> inFlight("lock", "single-flight") == 2);
        origin.release();
        assertThat(first.join().statusCode()).isEqualTo(200);
        assertThat(second.join().statusCode()).isEqualTo(200);
        assertThat(origin.queries(key)).isEqualTo(1);
    }

    private int retries(String cache) {
        return (int) sum("corral_client_retries_total", Map.of("cache", cache));
    }
}
