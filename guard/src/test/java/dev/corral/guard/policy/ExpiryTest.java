package dev.corral.guard.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.corral.guard.core.Content;
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
    void fixed_givesEveryEntryTheSameLimits() {
        Expiry expiry = Expiry.fixed(TTL, Staleness.whileRevalidate(Duration.ofSeconds(5)));
        assertThat(limits(expiry)).isEqualTo(new Limits(TTL, Duration.ofSeconds(105), Duration.ofSeconds(105)));
    }

    @Test
    void jitter_spreadsEvenlyOverPlusAndMinusItsFraction() {
        Expiry expiry = Expiry.jittered(Expiry.fixed(TTL, Staleness.NONE), 0.2, new Random(1)::nextDouble);
        long[] millis = LongStream.range(0, 10_000)
                .map(each -> limits(expiry).soft().toMillis())
                .toArray();

        assertThat(Arrays.stream(millis).min().orElseThrow()).isBetween(80_000L, 80_100L);
        assertThat(Arrays.stream(millis).max().orElseThrow()).isBetween(119_900L, 120_000L);
        assertThat(Arrays.stream(millis).average().orElseThrow()).isCloseTo(100_000, within(500.0));
        assertThat(Arrays.stream(millis).filter(each -> each < 90_000).count()).isCloseTo(2_500L, within(250L));
    }

    @Test
    void jitter_isTheFormulaAtItsEnds() {
        assertThat(limits(Expiry.jittered(Expiry.fixed(TTL, Staleness.NONE), 0.2, () -> 0))
                        .soft())
                .isEqualTo(Duration.ofSeconds(80));
        assertThat(limits(Expiry.jittered(Expiry.fixed(TTL, Staleness.NONE), 0.2, () -> 0.5))
                        .soft())
                .isEqualTo(TTL);
    }

    @Test
    void longestMatchingPrefix_counts() {
        Expiry expiry = Expiry.byPrefix(
                Map.of("pro", Expiry.fixed(Duration.ofSeconds(1), Staleness.NONE), "product-", seconds(2)), seconds(3));
        assertThat(limits(expiry).soft()).isEqualTo(Duration.ofSeconds(2));
        assertThat(limits(expiry, new Key("c", "prose")).soft()).isEqualTo(Duration.ofSeconds(1));
        assertThat(limits(expiry, new Key("c", "hot")).soft()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void staleness_countsBothSpansFromTheTtl() {
        Staleness staleness = new Staleness(Duration.ofSeconds(5), Duration.ofSeconds(30));
        assertThat(staleness.after(TTL)).isEqualTo(new Limits(TTL, Duration.ofSeconds(105), Duration.ofSeconds(130)));
        assertThat(new Staleness(Duration.ofSeconds(5), Duration.ofSeconds(1))
                        .after(TTL)
                        .hard())
                .isEqualTo(Duration.ofSeconds(105));
    }

    private static Limits limits(Expiry expiry) {
        return limits(expiry, KEY);
    }

    private static Limits limits(Expiry expiry, Key key) {
        return expiry.limits(key, new Content.Value(new byte[0], "text/plain", 0))
                .orElseThrow();
    }

    private static Expiry seconds(int ttl) {
        return Expiry.fixed(Duration.ofSeconds(ttl), Staleness.NONE);
    }
}
