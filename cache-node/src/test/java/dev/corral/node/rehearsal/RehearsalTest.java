package dev.corral.node.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.runtime.SystemClock;
import dev.corral.node.cache.Caches;
import dev.corral.node.testing.Await;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rehearsal whose port does not listen. */
class RehearsalTest {

    private static final Logger LOG = Logger.getLogger(Rehearsal.class.getName());

    private final Vertx vertx = Vertx.vertx();
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Handler handler = new Lines();

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
    }

    @AfterEach
    void close() {
        LOG.removeHandler(handler);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Vert.x numbers timers from 0, so an id that was never set is that of another part's timer. */
    @Test
    void limitThatPassesBeforeThePortListens_cancelsNoTimerOfAnotherPart() {
        long first = vertx.setTimer(Duration.ofMinutes(1).toMillis(), due -> {});
        Rehearsal rehearsal = rehearsal(Duration.ofMillis(50));

        rehearsal.begin(() -> {});
        Await.until("the rehearsal is over", rehearsal::over);

        assertThat(first).isZero();
        assertThat(vertx.cancelTimer(first)).as("the timer is still set").isTrue();
    }

    @Test
    void nodeThatStopsBeforeThePortListens_cancelsNoTimerOfAnotherPart() {
        long first = vertx.setTimer(Duration.ofMinutes(1).toMillis(), due -> {});
        Rehearsal rehearsal = rehearsal(Duration.ofMinutes(1));

        rehearsal.stop();

        assertThat(rehearsal.over()).isTrue();
        assertThat(vertx.cancelTimer(first)).as("the timer is still set").isTrue();
    }

    @Test
    void nodeThatStopsBeforeTheRehearsalBegins_logsItsOwnTime() {
        rehearsal(Duration.ofMinutes(1)).stop();

        assertThat(logged).singleElement().asString().containsPattern("0 requests in \\d{1,4} ms;");
    }

    private Rehearsal rehearsal(Duration limit) {
        Rehearsal.Parts parts = new Rehearsal.Parts(
                vertx,
                new SystemClock(),
                new Caches(List.of()),
                url -> {
                    throw new AssertionError("nothing is read");
                },
                Optional.empty(),
                false,
                10);
        return new Rehearsal(limit, parts);
    }

    private final class Lines extends Handler {
        @Override
        public void publish(LogRecord line) {
            logged.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
