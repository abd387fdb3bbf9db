package dev.corral.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Sample;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PausesTest {

    private static final Duration LEAST = Duration.ofMillis(100);

    @Test
    void what_fallsDueWhileNothingIsSentIsNearAPause() {
        Pauses pauses = Pauses.of(sent(0, 50, 400, 450), LEAST);

        assertThat(pauses.near(200_000, Duration.ZERO)).isTrue();
        assertThat(pauses.near(30_000, Duration.ofMillis(10))).isFalse();
        assertThat(pauses.near(30_000, Duration.ofMillis(20))).isTrue();
        assertThat(pauses.near(430_000, Duration.ofMillis(30))).isTrue();
    }

    @Test
    void steadyLoad_hasNone() {
        assertThat(Pauses.of(sent(0, 100, 200, 300), LEAST).all()).isEmpty();
    }

    private static List<Sample> sent(long... millis) {
        return LongStream.of(millis)
                .mapToObj(at -> new Sample(
                        new Arrival(at * 1_000_000, KeyClass.HOT, 0, 0), 0, 1_000_000, 200, CacheStatus.FRESH))
                .toList();
    }
}
