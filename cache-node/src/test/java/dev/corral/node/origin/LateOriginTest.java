package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.gate.Gate;
import dev.corral.guard.gate.Permits;
import dev.corral.guard.layer.Timeout;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.LoopLag;
import dev.corral.guard.redis.VertxEventLoops;
import dev.corral.guard.redis.testing.StoppedLoop;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.Lateness;
import dev.corral.node.memory.ResponseBudget;
import dev.corral.node.testing.Await;
import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.SystemClock;
import dev.corral.node.testing.WritesWithin;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A real event loop that is stopped for a second, twice the time limit of a query, while the response of the origin
 * arrives.
 */
class LateOriginTest {

    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final Duration STOP = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration REST = Duration.ofMillis(20);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final SystemClock clock = new SystemClock();
    private final LoopLag lag = new LoopLag(clock, ((VertxInternal) vertx).getEventLoopGroup());
    private final Context connections = vertx.getOrCreateContext();
    private final Context callers = another(connections);
    private final HeldOrigin server = new HeldOrigin();
    private final Permits permits = new Permits(1, 1);
    private final HttpOrigin origin = origin();

    @BeforeEach
    void begin() {
        server.row("a", "{}", 1);
        lag.begin();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @Test
    void responseThatArrivesWhileTheLoopIsStopped_isTheAnswerOfOneQuery() {
        assertThat(readWhileStopped(connections, connections, Lateness.OF_TIMERS))
                .succeedsWithin(LIMIT)
                .matches(answer -> answer.content() instanceof Content.Value);
        assertThat(server.queries("a")).isEqualTo(1);
    }

    /** The control: the query ends, and its response is dropped, before the loop has read the response. */
    @Test
    void latenessThatIsIgnored_endsTheQuery() {
        assertThat(readWhileStopped(connections, connections, Lateness.IGNORED))
                .failsWithin(LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(OriginFailed.class)
                .withMessageContaining("no response within 500 ms");
    }

    /** The response is read by the loop of the connection, which is stopped; the timer and the caller are in time. */
    @Test
    void responseOnAnotherLoopThatIsStopped_isTheAnswerToo() {
        openConnection();

        assertThat(readWhileStopped(connections, callers, Lateness.of(lag)))
                .succeedsWithin(LIMIT)
                .matches(answer -> answer.content() instanceof Content.Value);
        assertThat(server.queries("a")).isEqualTo(1);
        assertThat(origin.counts().connections()).as("connections").isEqualTo(1);
    }

    @Test
    void latenessOfOtherLoopsThatIsIgnored_endsTheQuery() {
        openConnection();

        assertThat(readWhileStopped(connections, callers, Lateness.IGNORED)).failsWithin(LIMIT);
    }

    /** The caller's loop is stopped, and the connection's loop has read the response. */
    @Test
    void responseThatHasArrived_freesThePermitWhileTheCallersLoopIsStopped() {
        openConnection();
        Loader gate = new Gate(origin, permits, environment(Lateness.of(lag)), Events.NONE);
        server.hold();
        CompletableFuture<Answer> read = read(gate, callers);
        Await.until("the query", () -> server.held() == 1);

        try (StoppedLoop loop = new StoppedLoop(vertx, callers)) {
            loop.stop();
            assertThat(permits.inside()).isEqualTo(1);
            server.release();

            Await.until("the permit is back", () -> permits.inside() == 0);
            assertThat(read).isNotDone();
            loop.resume();
            assertThat(read).succeedsWithin(LIMIT);
        }
        assertThat(permits.inside()).isZero();
    }

    /** Starts a read, and stops a loop for a second while the response of the origin arrives. */
    private CompletableFuture<Answer> readWhileStopped(Context stopped, Context caller, Lateness lateness) {
        server.hold();
        try (StoppedLoop loop = new StoppedLoop(vertx, stopped)) {
            CompletableFuture<Answer> read = read(new Timeout(origin, TIMEOUT, environment(lateness)), caller);
            Await.until("the query", () -> server.held() == 1);
            loop.stopFor(STOP, server::release);
            Await.until("the outcome", read::isDone);
            return read;
        }
    }

    private static CompletableFuture<Answer> read(Loader loader, Context caller) {
        CompletableFuture<Answer> read = new CompletableFuture<>();
        caller.runOnContext(start -> loader.load(Request.of(new Key("swr", "a")))
                .subscribe()
                .with(read::complete, read::completeExceptionally));
        return read;
    }

    /** Opens a connection on the first loop, and waits until it can be used again. */
    private void openConnection() {
        CompletableFuture<Void> rested = new CompletableFuture<>();
        connections.runOnContext(start -> origin.load(Request.of(new Key("swr", "other")))
                .subscribe()
                .with(answer -> vertx.setTimer(5 * REST.toMillis(), timer -> rested.complete(null))));
        rested.join();
    }

    private Environment environment(Lateness lateness) {
        return new Environment(
                        clock, ((VertxInternal) vertx).getEventLoopGroup(), () -> 0.5, new VertxEventLoops(vertx))
                .with(lateness);
    }

    private Context another(Context context) {
        Context other = ((VertxInternal) vertx).createEventLoopContext();
        while (((ContextInternal) other).nettyEventLoop() == ((ContextInternal) context).nettyEventLoop()) {
            other = ((VertxInternal) vertx).createEventLoopContext();
        }
        return other;
    }

    private HttpOrigin origin() {
        HttpOrigin.Settings settings = new HttpOrigin.Settings(
                new UrlTemplate(server.url()),
                LIMIT,
                1_000,
                new ResponseBudget(10_000),
                new HttpOrigin.Connections(1, Duration.ofSeconds(10), REST),
                Optional.of("Row-Version"),
                new ForwardedFields(List.of()));
        return new HttpOrigin(
                vertx,
                settings,
                new HttpOrigin.Asker("node-7", "corral/test", Optional.empty()),
                new WritesWithin(LIMIT, vertx));
    }
}
