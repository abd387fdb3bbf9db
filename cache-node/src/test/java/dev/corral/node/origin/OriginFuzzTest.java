package dev.corral.node.origin;

import static dev.corral.node.testing.RawOrigin.rowOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Request;
import dev.corral.node.testing.FuzzedResponses;
import dev.corral.node.testing.Origins;
import dev.corral.node.testing.RawOrigin;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Random streams of responses over kept connections: no key receives another key's row. */
class OriginFuzzTest {

    private static final int KEYS = 100_000;
    private static final int KEYS_OF_THE_CONTROL = 4_000;
    private static final int AT_ONCE = 96;
    private static final int CONNECTIONS = 512;
    private static final double ILL_FORMED = 0.1;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final long seed = Long.getLong("corral.test.seed", System.nanoTime());
    private final FuzzedResponses responses = new FuzzedResponses(seed, ILL_FORMED);
    private final RawOrigin server = new RawOrigin(responses);
    private final AtomicInteger rows = new AtomicInteger();
    private final List<String> foreign = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @Test
    void randomResponses_giveNoKeyAnothersRowAndNoWellFormedKeyAFailure() throws InterruptedException {
        HttpOrigin origin = Origins.of(
                vertx, server.url(), new HttpOrigin.Connections(CONNECTIONS, Origins.KEEP_ALIVE, Origins.REST));

        load(KEYS, key -> origin.load(Request.of(new Key("swr", key))).map(answer -> text(answer.content())));

        assertThat(foreign).as("rows of another key, seed %d", seed).isEmpty();
        assertThat(lost).as("failures of well-formed keys, seed %d", seed).isEmpty();
        assertThat(rows.get()).isGreaterThan(KEYS / 2);
    }

    /** The control: the result if the client decodes the same streams itself. */
    @Test
    void bareClient_givesKeysRowsOfOthers() throws InterruptedException {
        HttpClient client = vertx.httpClientBuilder()
                .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS))
                .withConnectHandler(connection -> connection.exceptionHandler(failure -> {}))
                .build();

        load(KEYS_OF_THE_CONTROL, key -> Uni.createFrom().completionStage(() -> bare(client, key)));

        assertThat(foreign.size() + lost.size()).as("harm, seed %d", seed).isPositive();
        assertThat(foreign).as("rows of another key, seed %d", seed).isNotEmpty();
    }

    private CompletionStage<String> bare(HttpClient client, String key) {
        return client.request(HttpMethod.GET, server.port(), "127.0.0.1", "/rows/" + key)
                .compose(request -> request.send().compose(HttpClientResponse::body))
                .map(body -> body.toString(StandardCharsets.ISO_8859_1))
                .toCompletionStage();
    }

    private void load(int keys, Function<String, Uni<String>> loader) throws InterruptedException {
        Semaphore places = new Semaphore(AT_ONCE);
        for (int each = 0; each < keys; each++) {
            String key = responses.key(each);
            places.acquire();
            loader.apply(key)
                    .ifNoItem()
                    .after(PATIENCE)
                    .fail()
                    .onTermination()
                    .invoke(places::release)
                    .subscribe()
                    .with(row -> judge(key, row), failure -> fail(key, failure));
        }
        places.acquire(AT_ONCE);
    }

    /** The response to an ill-formed key may contain a part of its own row, or nothing. */
    private synchronized void judge(String key, String row) {
        rows.incrementAndGet();
        boolean own = FuzzedResponses.isWellFormed(key)
                ? row.equals(rowOf(key))
                : rowOf(key).startsWith(row);
        if (!own) {
            foreign.add(key + " has '" + row + "'");
        }
    }

    private synchronized void fail(String key, Throwable failure) {
        if (FuzzedResponses.isWellFormed(key)) {
            lost.add(key + ": " + failure);
        }
    }

    private static String text(Content content) {
        return switch (content) {
            case Content.Value value -> new String(value.bytes(), StandardCharsets.ISO_8859_1);
            case Content.Passed passed -> new String(passed.bytes(), StandardCharsets.ISO_8859_1);
            case Content.Absent absent -> "";
        };
    }
}
