package dev.corral.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StripedCountersTest {

    private static final int COUNTS = 33;
    private static final int THREADS = 40;
    private static final int ROUNDS = 2_000;

    private final StripedCounters tally = new StripedCounters(COUNTS);

    @Test
    void moreThreadsThanRows_loseNothing() throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int thread = 0; thread < THREADS; thread++) {
                threads.execute(this::addToEach);
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }

        for (int count = 0; count < COUNTS; count++) {
            assertThat(tally.sum(count)).as("count " + count).isEqualTo((long) THREADS * ROUNDS * (count + 1));
        }
    }

    @Test
    void range_isTheSumOfItsCounts() {
        tally.add(3, 5);
        tally.add(4, 7);
        tally.add(5, 11);

        assertThat(tally.sum(3, 5)).isEqualTo(12);
        assertThat(tally.sum(4, 4)).isZero();
    }

    private void addToEach() {
        for (int round = 0; round < ROUNDS; round++) {
            for (int count = 0; count < COUNTS; count++) {
                tally.add(count, count + 1);
            }
        }
    }
}
