package dev.corral.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SinceTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Since since = new Since(Duration.ofSeconds(15));

    @Test
    void conditionThatHoldsForLongEnough_countsFromItsBeginning() {
        assertThat(since.add(false, 0)).isFalse();
        assertThat(since.add(true, 4 * SECOND)).isFalse();
        assertThat(since.add(true, 18 * SECOND)).isFalse();
        assertThat(since.add(true, 19 * SECOND)).isTrue();
        assertThat(since.after(SECOND)).contains(Duration.ofSeconds(3));
    }

    @Test
    void sawtooth_neverHolds() {
        for (int second = 0; second < 100; second++) {
            assertThat(since.add(second % 10 != 0, second * SECOND)).isFalse();
        }
        assertThat(since.after(0)).isEmpty();
    }

    @Test
    void conditionThatHeldBefore_holdsFromTheStart() {
        since.add(true, 0);
        since.add(true, 20 * SECOND);
        assertThat(since.after(5 * SECOND)).contains(Duration.ZERO);
    }
}
