package dev.corral.node.hot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the sketch against the true counts: no key is overstated, and none is understated by more than n / c. */
class SpaceSavingTest {

    private static final int COUNTERS = 64;
    private static final int ADDED = 100_000;
    private static final long BOUND = ADDED / COUNTERS;

    private final SpaceSaving sketch = new SpaceSaving(COUNTERS);
    private final Map<String, Long> truth = new HashMap<>();

    @Test
    void keysThatAllHaveACounter_areCountedExactly() {
        for (int each = 0; each < 10 * COUNTERS; each++) {
            add("key-" + each % COUNTERS);
        }
        assertThat(reported()).isEqualTo(truth);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keysAboveTheBound_areReportedWithinIt(long seed) {
        Random random = new Random(seed);
        addMany(() -> random.nextInt(20) == 0 ? "hot-" + random.nextInt(2) : "cold-" + random.nextInt(ADDED));

        Map<String, Long> reported = reported();
        assertThat(truth.get("hot-0")).isGreaterThan(BOUND);
        for (String hot : new String[] {"hot-0", "hot-1"}) {
            assertThat(reported.get(hot)).isBetween(truth.get(hot) - BOUND, truth.get(hot));
        }
        assertThat(reported).allSatisfy((key, count) -> assertThat(count).isLessThanOrEqualTo(truth.get(key)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000, ADDED})
    void uniformLoad_showsNoKeyAboveTheBound(int keys) {
        Random random = new Random(keys);
        addMany(() -> "key-" + random.nextInt(keys));

        assertThat(reported())
                .hasSize(COUNTERS)
                .allSatisfy((key, count) -> assertThat(count).isLessThan(BOUND).isLessThanOrEqualTo(truth.get(key)));
    }

    @Test
    void keyThatBecomesHotLate_isFound() {
        for (int each = 0; each < ADDED; each++) {
            add("cold-" + each);
        }
        for (int each = 0; each < 4 * BOUND; each++) {
            add("late");
        }
        assertThat(reported().get("late")).isBetween(truth.get("late") - 2 * BOUND, truth.get("late"));
    }

    private void addMany(Supplier<String> key) {
        for (int each = 0; each < ADDED; each++) {
            add(key.get());
        }
    }

    private void add(String key) {
        sketch.add(key);
        truth.merge(key, 1L, Long::sum);
    }

    private Map<String, Long> reported() {
        Map<String, Long> reported = new HashMap<>();
        sketch.report(reported::put);
        return reported;
    }
}
