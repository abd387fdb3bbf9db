package dev.corral.node.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.KeptAlive;
import dev.corral.node.testing.KeptAlive.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplyTest {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Reply> reply = new AtomicReference<>();
    private KeptAlive client;

    @BeforeEach
    void serve() throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> reply.get().send(request))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        client = new KeptAlive(server.actualPort());
    }

    @AfterEach
    void end() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void saidAgain_isTheSame() throws Exception {
        Reply first = row("a row").field("Age", "1");

        Answer said = sent(first);
        Answer again = sent(first.head().of("a row".getBytes(US_ASCII)));

        assertThat(said.body()).isEqualTo("a row");
        assertThat(again).isEqualTo(said);
        assertThat(again.fields()).containsEntry("content-length", "5");
    }

    /** With a wrong length, the client would read the next response as a part of this one. */
    @Test
    void saidAgainOfOtherBytes_saysTheirLength() throws Exception {
        Reply head = row("a row").head();

        assertThat(sent(head.of("another".getBytes(US_ASCII))).body()).isEqualTo("another");
        assertThat(sent(head.of("".getBytes(US_ASCII))).body()).isEmpty();
        assertThat(sent(head.of("a row".getBytes(US_ASCII))).body()).isEqualTo("a row");
    }

    private static Reply row(String text) {
        return new Reply(200).field("Content-Type", "text/plain").body(text.getBytes(US_ASCII));
    }

    private Answer sent(Reply each) throws Exception {
        reply.set(each);
        return client.ask("/");
    }
}
