package dev.corral.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {

    private static final int CALLS = 64;
    private static final int ROUNDS = 6_400;

    @Test
    void calls_areSelectedInTheirShare() {
        Sampler sampler = new Sampler(CALLS, new Random(1)::nextDouble);
        int selected = 0;
        for (int call = 0; call < CALLS * 1_000; call++) {
            selected += sampler.selects() ? 1 : 0;
        }
        assertThat(selected).isBetween(920, 1_080);
    }

    @Test
    void keysThatAreReadInTurn_areAllSelected() {
        int[] selected = selectedInTurn(new Sampler(CALLS, new Random(1)::nextDouble));
        assertThat(IntStream.of(selected).boxed())
                .allSatisfy(each -> assertThat(each).isBetween(40, 160));
    }

    @Test
    void keysThatAreReadInTurnWithoutRandomness_areSelectedOneOnly() {
        int[] selected = selectedInTurn(new Sampler(CALLS, () -> 0.5));
        assertThat(selected).containsOnly(0, ROUNDS);
    }

    @Test
    void everyThread_isSampled() throws InterruptedException {
        Sampler sampler = new Sampler(CALLS, () -> 0.5);
        AtomicInteger selected = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int thread = 0; thread < 2; thread++) {
                threads.execute(() -> {
                    for (int call = 0; call < CALLS * 10; call++) {
                        selected.addAndGet(sampler.selects() ? 1 : 0);
                    }
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(selected.get()).isBetween(8, 30);
    }

    private static int[] selectedInTurn(Sampler sampler) {
        int[] selected = new int[CALLS];
        for (int call = 0; call < CALLS * ROUNDS; call++) {
            selected[call % CALLS] += sampler.selects() ? 1 : 0;
        }
        return selected;
    }
}
