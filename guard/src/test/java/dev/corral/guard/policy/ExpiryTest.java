package dev.corral.guard.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ExpiryTest {

    private static final Key KEY = new Key("c", "product-1");
    private static final Duration TTL = Duration.ofSeconds(100);

    @Test
    void fixed_gives_every_entry_the_same_limits() {
        Expiry expiry = Expiry.fixed(TTL, Duration.ofSeconds(5));
        assertThat(expiry.limits(KEY)).isEqualTo(new Limits(TTL, Duration.ofSeconds(105), Duration.ofSeconds(105)));
    }

    @Test
    void jitter_spreads_evenly_over_plus_and_minus_its_fraction() {
        Expiry expiry = Expiry.jittered(TTL, 0.2, Duration.ZERO, new Random(1)::nextDouble);
        long[] millis = LongStream.range(0, 10_000)
                .map(each -> expiry.limits(KEY).soft().toMillis())
                .toArray();

        assertThat(Arrays.stream(millis).min().orElseThrow()).isBetween(80_000L, 80_100L);
        assertThat(Arrays.stream(millis).max().orElseThrow()).isBetween(119_900L, 120_000L);
        assertThat(Arrays.stream(millis).average().orElseThrow()).isCloseTo(100_000, within(500.0));
        assertThat(Arrays.stream(millis).filter(each -> each < 90_000).count()).isCloseTo(2_500L, within(250L));
    }

    @Test
    void jitter_is_the_formula_at_its_ends() {
        assertThat(Expiry.jittered(TTL, 0.2, Duration.ZERO, () -> 0).limits(KEY).soft())
                .isEqualTo(Duration.ofSeconds(80));
        assertThat(Expiry.jittered(TTL, 0.2, Duration.ZERO, () -> 0.5)
                        .limits(KEY)
                        .soft())
                .isEqualTo(TTL);
    }

    @Test
    void longestMatchingPrefix_counts() {
        Expiry expiry = Expiry.byPrefix(
                Map.of("pro", Expiry.fixed(Duration.ofSeconds(1), Duration.ZERO), "product-", seconds(2)), seconds(3));
        assertThat(expiry.limits(KEY).soft()).isEqualTo(Duration.ofSeconds(2));
        assertThat(expiry.limits(new Key("c", "prose")).soft()).isEqualTo(Duration.ofSeconds(1));
        assertThat(expiry.limits(new Key("c", "hot")).soft()).isEqualTo(Duration.ofSeconds(3));
    }

    private static Expiry seconds(int ttl) {
        return Expiry.fixed(Duration.ofSeconds(ttl), Duration.ZERO);
    }
}
