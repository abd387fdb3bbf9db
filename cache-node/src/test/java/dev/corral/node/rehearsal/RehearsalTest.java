package dev.corral.node.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.runtime.SystemClock;
import dev.corral.node.cache.Caches;
import dev.corral.node.testing.Await;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rehearsal whose port does not listen. */
class RehearsalTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
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

    private Rehearsal rehearsal(Duration limit) {
        Rehearsal.Parts parts = new Rehearsal.Parts(
                vertx,
                new SystemClock(),
                new Caches(List.of()),
                url -> {
                    throw new AssertionError("nothing is read");
                },
                Optional.empty(),
                false);
        return new Rehearsal(limit, parts);
    }
}
