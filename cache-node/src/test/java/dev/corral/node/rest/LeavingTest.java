package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests of clients that close their connection before they receive a response. */
@QuarkusTest
class LeavingTest extends NodeTest {

    private static final int FOLLOWERS = 100;

    @Test
    void leaderLeaves_itsFollowersAreAllAnsweredByTheSameQuery() throws IOException {
        origin.row("led", "{}", 1);
        origin.hold();
        Socket leader = get("/caches/lock/led");
        Await.until("the leader's query", () -> origin.held() == 1);
        List<CompletableFuture<HttpResponse<String>>> followers = Stream.generate(() -> node.begin("/caches/lock/led"))
                .limit(FOLLOWERS)
                .toList();
        Await.until("all wait", () -> inFlight("lock", "single-flight") == FOLLOWERS + 1);

        leader.close();
        Await.until("the leader has left", () -> inFlight("lock", "single-flight") == FOLLOWERS);
        origin.release();

        assertThat(followers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .containsOnly(200);
        assertThat(origin.queries("led")).isEqualTo(1);
        assertThat(origin.closed()).isZero();
    }

    /** The control: without single-flight a query belongs to its caller, and ends with it. */
    @Test
    void callerOfTheNaiveCacheLeaves_itsQueryEnds() throws IOException {
        origin.row("alone", "{}", 1);
        origin.hold();
        Socket caller = get("/caches/naive/alone");
        Await.until("its query", () -> origin.held() == 1);

        caller.close();

        Await.until("the exchange is closed", () -> origin.closed() == 1);
    }

    @Test
    void writerLeaves_whatItChangedIsInvalidatedAllTheSame() throws IOException {
        origin.row("written", "old", 1);
        node.get("/caches/long/written");
        origin.holdWrites();
        Socket writer = send("PUT", "/caches/long/written", "new");
        Await.until("its write", () -> origin.heldWrites() == 1);

        writer.close();
        CompletableFuture<HttpResponse<String>> after = node.begin("/caches");
        after.join();
        origin.release();

        Await.until(
                "invalidated",
                () -> node.get("/caches/long/written/entry").body().contains("\"absent\""));
        assertThat(node.get("/caches/long/written").body()).isEqualTo("new");
    }

    private Socket get(String path) throws IOException {
        return send("GET", path, "");
    }

    private Socket send(String method, String path, String body) throws IOException {
        Socket socket = new Socket(base.getHost(), base.getPort());
        String request =
                method + " " + path + " HTTP/1.1\r\nHost: node\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
