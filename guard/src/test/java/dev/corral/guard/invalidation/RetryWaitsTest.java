package dev.corral.guard.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetryWaitsTest {

    @Test
    void waits_doubleUpToTheLongest() {
        assertThat(first(7, 0)).containsExactly(100L, 200L, 400L, 800L, 1_600L, 2_000L, 2_000L);
    }

    @Test
    void jitter_shortensAWaitByUpToHalf() {
        assertThat(first(6, 1)).containsExactly(50L, 100L, 200L, 400L, 800L, 1_000L);
    }

    /** An outage of several hours: an exponent without a limit would overflow, and end the waits. */
    @Test
    void laterWaits_stayTheLongest() {
        assertThat(first(10_000, 0).subList(5, 10_000)).containsOnly(2_000L);
    }

    private static List<Long> first(int count, double random) {
        RetryWaits waits = new RetryWaits(() -> random);
        return Stream.generate(() -> waits.next().toMillis()).limit(count).toList();
    }
}
