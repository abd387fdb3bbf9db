package dev.corral.origin.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadTimelineTest {

    private final ThreadTimeline timeline = new ThreadTimeline();

    @AfterEach
    void close() {
        timeline.close();
    }

    @Test
    void taskThatFails_leavesTheTimelineRunning() throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();

        timeline.execute(() -> {
            throw new IllegalStateException("expected by this test");
        });
        timeline.execute(() -> ran.complete(Thread.currentThread()));

        assertThat(ran.get(10, TimeUnit.SECONDS).isDaemon()).isTrue();
    }

    @Test
    void timer_runsNotBeforeItsDelay() throws Exception {
        CompletableFuture<Long> ran = new CompletableFuture<>();
        long askedNanos = timeline.nanos();

        timeline.after(Duration.ofMillis(20), () -> ran.complete(timeline.nanos()));

        assertThat(ran.get(10, TimeUnit.SECONDS) - askedNanos)
                .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
    }
}
