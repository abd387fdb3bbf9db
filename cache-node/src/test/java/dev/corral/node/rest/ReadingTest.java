package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests of the responses to GET, and of the headers that state how each was served. */
@QuarkusTest
class ReadingTest extends NodeTest {

    @Test
    void miss_isLoadedAndStored() {
        origin.row("miss", "{\"n\":1}", 7);

        HttpResponse<String> answer = node.get("/caches/lock/miss");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"n\":1}");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(header(answer, "ETag")).isEqualTo("\"7\"");
        assertThat(header(answer, "Age")).isEqualTo("0");
        assertThat(header(answer, "Cache-Control")).isEqualTo("max-age=6");
        assertThat(header(answer, "Cache-Status")).isEqualTo("node-1; fwd=miss; stored");
        assertThat(origin.callers()).containsExactly("lock/node-1");
    }

    @Test
    void secondRead_isAHit() {
        origin.row("hit", "{}", 1);
        node.get("/caches/lock/hit");

        HttpResponse<String> answer = node.get("/caches/lock/hit");

        assertThat(header(answer, "Cache-Status")).isIn("node-1; hit; ttl=5", "node-1; hit; ttl=6");
        assertThat(origin.queries("hit")).isEqualTo(1);
    }

    @Test
    void entryPastItsTtl_isServedStaleWithANegativeTtlAndRefreshed() {
        origin.row("short-1", "old", 1);
        node.get("/caches/brief/short-1");
        Await.until("stale", () -> entryOf("brief", "short-1").contains("\"stale\""));
        origin.row("short-1", "new", 2);

        HttpResponse<String> stale = node.get("/caches/brief/short-1");

        assertThat(stale.body()).isEqualTo("old");
        assertThat(header(stale, "Cache-Status")).matches("node-1; hit; ttl=-\\d+");
        assertThat(header(stale, "Cache-Control")).isEqualTo("max-age=0, stale-while-revalidate=60");
        Await.until("refreshed", () -> node.get("/caches/brief/short-1").body().equals("new"));
    }

    @Test
    void callersWhoJoinAFlight_areTold() {
        origin.row("joined", "{}", 1);
        origin.hold();
        List<CompletableFuture<HttpResponse<String>>> callers = Stream.generate(() -> node.begin("/caches/lock/joined"))
                .limit(5)
                .toList();
        Await.until("five wait", () -> inFlight("lock", "single-flight") == 5);
        origin.release();

        assertThat(callers.stream().map(CompletableFuture::join).map(each -> header(each, "Cache-Status")))
                .containsExactlyInAnyOrder(
                        "node-1; fwd=miss; stored",
                        "node-1; fwd=miss; collapsed",
                        "node-1; fwd=miss; collapsed",
                        "node-1; fwd=miss; collapsed",
                        "node-1; fwd=miss; collapsed");
        assertThat(origin.queries("joined")).isEqualTo(1);
    }

    @Test
    void callersOfTheNaiveCache_allQueryTheOrigin() {
        origin.row("herd", "{}", 1);
        origin.hold();
        List<CompletableFuture<HttpResponse<String>>> callers =
                Stream.generate(() -> node.begin("/caches/naive/herd")).limit(5).toList();
        Await.until("five queries", () -> origin.held() == 5);
        origin.release();

        assertThat(callers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .containsOnly(200);
    }

    @Test
    void noCache_isABypass() {
        origin.row("bypass", "{}", 1);
        node.get("/caches/none/bypass");

        HttpResponse<String> answer = node.get("/caches/none/bypass");

        assertThat(header(answer, "Cache-Status")).isEqualTo("node-1; fwd=bypass");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
        assertThat(origin.queries("bypass")).isEqualTo(2);
    }

    @Test
    void absentRow_isAProblemOfItsOwnType() {
        HttpResponse<String> answer = node.get("/caches/lock/absent-1");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("problems/absent\"");
        assertThat(header(answer, "Cache-Status")).isEqualTo("node-1; fwd=miss");
    }

    @Test
    void absentRow_isRememberedByTheNegativeCacheOnly() {
        node.get("/caches/jitter/absent-2");
        node.get("/caches/jitter/absent-2");
        assertThat(origin.queries("absent-2")).isEqualTo(2);

        node.get("/caches/negative/absent-3");
        HttpResponse<String> again = node.get("/caches/negative/absent-3");

        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(header(again, "Cache-Status")).matches("node-1; hit; ttl=[3-6]");
        assertThat(origin.queries("absent-3")).isEqualTo(1);
    }

    @Test
    void loadOfAnAbsentRow_isCountedOncePerQuery() {
        int before = events("negative", "absent");
        origin.row("counted", "{}", 1);

        node.get("/caches/negative/absent-4");
        node.get("/caches/negative/absent-4");
        node.get("/caches/negative/counted");

        assertThat(events("negative", "absent") - before).isEqualTo(1);
    }

    @Test
    void knownTag_is304WithoutABody() {
        origin.row("tagged", "{}", 3);
        node.get("/caches/lock/tagged");

        HttpResponse<String> same = node.get("/caches/lock/tagged", "If-None-Match", "\"1\", W/\"3\"");
        HttpResponse<String> other = node.get("/caches/lock/tagged", "If-None-Match", "\"4\"");

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(header(same, "ETag")).isEqualTo("\"3\"");
        assertThat(header(same, "Cache-Status")).startsWith("node-1; hit");
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void overLargeValue_passesUncachedAndIsCounted() {
        origin.row("large", "x".repeat(2_000), 1);
        int before = events("small", "oversize");

        HttpResponse<String> first = node.get("/caches/small/large");
        HttpResponse<String> second = node.get("/caches/small/large");

        assertThat(first.body()).hasSize(2_000);
        assertThat(header(second, "Cache-Status")).isEqualTo("node-1; fwd=miss");
        assertThat(origin.queries("large")).isEqualTo(2);
        assertThat(events("small", "oversize") - before).isEqualTo(2);
        assertThat(events("small", "passed_lock")).isPositive();
    }

    @Test
    void keysWithAnyCharacter_areOneSegment() {
        origin.row("a/b c%ü+", "odd", 1);

        assertThat(node.get("/caches/lock/a%2Fb%20c%25%C3%BC+").body()).isEqualTo("odd");
    }

    @Test
    void lookingAtAnEntry_changesNothing() {
        origin.row("seen", "{}", 9);
        assertThat(entryOf("lock", "seen")).contains("\"state\":\"absent\"");
        assertThat(origin.queries("seen")).isZero();

        node.get("/caches/lock/seen");

        assertThat(entryOf("lock", "seen"))
                .contains("\"state\":\"fresh\"", "\"version\":9", "\"negative\":false", "\"ageMillis\":", "\"fence\":");
    }

    @Test
    void lookingAtARowThatIsBeingRebuilt_tellsWhoHoldsItsLock() {
        origin.row("rebuilt", "{}", 1);
        origin.hold();
        CompletableFuture<HttpResponse<String>> loader = node.begin("/caches/lock/rebuilt");
        Await.until("the query", () -> origin.held() == 1);

        assertThat(entryOf("lock", "rebuilt"))
                .contains("\"state\":\"absent\"")
                .containsPattern("\"lock\":\\{\"holder\":\"node-1:[0-9a-z]{8}:[0-9a-f-]{36}\",\"leftMillis\":\\d+}");

        origin.release();
        loader.join();
        assertThat(entryOf("lock", "rebuilt")).contains("\"state\":\"fresh\"").doesNotContain("\"lock\":{");
    }

    @Test
    void caches_areListedWithTheirChainsOutermostFirst() {
        String all = node.get("/caches").body();
        String one = node.get("/caches/swr").body();

        assertThat(all)
                .containsSubsequence("\"none\"", "\"naive\"", "\"single-flight\"", "\"lock\"", "\"swr\"", "\"full\"");
        assertThat(one)
                .containsSubsequence(
                        "\"deadline\"",
                        "\"10s\"",
                        "\"lookup\"",
                        "\"single-flight\"",
                        "\"lock\"",
                        "\"fill\"",
                        "\"timeout\"");
    }

    private String entryOf(String cache, String key) {
        return node.get("/caches/" + cache + "/" + key + "/entry").body();
    }

    static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("(none)");
    }
}
