package dev.corral.node.rest;

import static dev.corral.node.rest.ReadingTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A client that writes through a node then reads what it has written, whichever loads were in progress. */
@QuarkusTest
class WritingTest extends NodeTest {

    @Test
    void put_isSeenByTheNextGet() {
        origin.row("put", "old", 1);
        assertThat(node.get("/caches/lock/put").body()).isEqualTo("old");

        HttpResponse<String> put = node.put("/caches/lock/put", "new");

        assertThat(put.statusCode()).isEqualTo(204);
        assertThat(header(put, "ETag")).isEqualTo("\"2\"");
        assertThat(node.get("/caches/lock/put").body()).isEqualTo("new");
    }

    @Test
    void delete_isSeenByTheNextGet() {
        origin.row("delete", "old", 1);
        node.get("/caches/lock/delete");

        assertThat(node.delete("/caches/lock/delete").statusCode()).isEqualTo(204);
        assertThat(node.get("/caches/lock/delete").statusCode()).isEqualTo(404);
    }

    @Test
    void deleteBetweenALoadsReadAndItsPublish_keepsTheOldValueOut() {
        origin.row("doomed", "old", 1);
        CompletableFuture<HttpResponse<String>> reader = deletedWhileLoaded("lock", "doomed");

        assertThat(reader.join().body()).isEqualTo("old");
        assertThat(node.get("/caches/lock/doomed").statusCode()).isEqualTo(404);
        assertThat(node.get("/caches/lock/doomed/entry").body()).contains("\"absent\"");
        assertThat(events("lock", "fenced_out")).isPositive();
    }

    /** The control: a plain write has no fence, and restores the old value. */
    @Test
    void deleteBetweenALoadsReadAndItsPlainWrite_letsTheOldValueReturn() {
        origin.row("zombie", "old", 1);

        deletedWhileLoaded("single-flight", "zombie").join();

        assertThat(node.get("/caches/single-flight/zombie").body()).isEqualTo("old");
    }

    @Test
    void getAfterAPut_doesNotJoinTheLoadBegunBefore() {
        origin.row("overtaken", "old", 1);
        origin.hold();
        CompletableFuture<HttpResponse<String>> before = node.begin("/caches/lock/overtaken");
        Await.until("the old row is read", () -> origin.held() == 1);
        node.put("/caches/lock/overtaken", "new");

        CompletableFuture<HttpResponse<String>> after = node.begin("/caches/lock/overtaken");
        Await.until("a second load has begun", () -> origin.held() == 2);
        origin.release();

        assertThat(before.join().body()).isEqualTo("old");
        assertThat(after.join().body()).isEqualTo("new");
        assertThat(node.get("/caches/lock/overtaken").body()).isEqualTo("new");
    }

    private CompletableFuture<HttpResponse<String>> deletedWhileLoaded(String cache, String key) {
        origin.hold();
        CompletableFuture<HttpResponse<String>> reader = node.begin("/caches/" + cache + "/" + key);
        Await.until("the row is read", () -> origin.held() == 1);
        assertThat(node.delete("/caches/" + cache + "/" + key).statusCode()).isEqualTo(204);
        origin.release();
        return reader;
    }
}
