package dev.corral.node.hot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.hot.RecentKeys.Count;
import dev.corral.node.testing.SetClock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecentKeysTest {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final SetClock clock = new SetClock();
    private final RecentKeys keys = new RecentKeys(clock);

    @Test
    void countsOfSeveralMinutes_areAdded() {
        add("hot", 3);
        clock.pass(MINUTE);
        add("hot", 2);
        add("warm", 4);

        assertThat(keys.most(20)).containsExactly(new Count("hot", 5), new Count("warm", 4));
    }

    @Test
    void minuteThatIsOver_isForgottenAfterFourMore() {
        add("old", 9);
        clock.pass(MINUTE);
        add("new", 1);
        clock.pass(3 * MINUTE);
        assertThat(keys.most(20)).containsExactly(new Count("old", 9), new Count("new", 1));

        clock.pass(MINUTE);

        assertThat(keys.most(20)).containsExactly(new Count("new", 1));
    }

    @Test
    void windowThatIsUsedAgain_beginsEmpty() {
        add("old", 9);
        clock.pass(5 * MINUTE);
        add("new", 1);

        assertThat(keys.most(20)).containsExactly(new Count("new", 1));
    }

    @Test
    void quietCache_hasNone() {
        add("old", 9);
        clock.pass(100 * MINUTE);
        assertThat(keys.most(20)).isEmpty();
    }

    @Test
    void moreKeysThanAreAskedFor_areCutToTheMostFrequent() {
        for (int each = 1; each <= 30; each++) {
            add("key-" + each, each);
        }
        assertThat(keys.most(2)).containsExactly(new Count("key-30", 30), new Count("key-29", 29));
    }

    @Test
    void manyKeys_haveABoundedNumberOfCounters() {
        for (int each = 0; each < 10_000; each++) {
            keys.add("key-" + each);
        }
        assertThat(keys.most(Integer.MAX_VALUE)).hasSize(RecentKeys.COUNTERS);
    }

    @Test
    void manyThreads_loseNothing() throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                threads.execute(() -> add("hot", 10_000));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(keys.most(20)).containsExactly(new Count("hot", 40_000));
    }

    private void add(String key, int times) {
        for (int each = 0; each < times; each++) {
            keys.add(key);
        }
    }
}
