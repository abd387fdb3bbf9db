package dev.corral.guard.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Key;
import dev.corral.guard.testing.VirtualTime;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MissesOfKeysTest {

    private static final Key KEY = new Key("c", "k");

    private final VirtualTime time = new VirtualTime();
    private final MissesOfKeys misses = new MissesOfKeys(time);

    @Test
    void missesOfOneKey_areCounted() {
        misses.missed(KEY);
        misses.missed(KEY);

        assertThat(misses.missed(KEY)).isEqualTo(3);
    }

    @Test
    void otherKey_isCountedApart() {
        misses.missed(KEY);

        assertThat(misses.missed(new Key("c", "other"))).isEqualTo(1);
    }

    @Test
    void nextSecond_countsFromOne() {
        misses.missed(KEY);
        misses.missed(KEY);
        time.advance(Duration.ofSeconds(1));

        assertThat(misses.missed(KEY)).isEqualTo(1);
        time.advance(Duration.ofMillis(999));
        assertThat(misses.missed(KEY)).isEqualTo(2);
    }

    /** Twice as many keys as counters: they share counters, so that counts are too high by a few, and none is lost. */
    @Test
    void manyKeys_areCountedTooHighAtMost() {
        int largest = IntStream.range(0, 16_384)
                .map(each -> misses.missed(new Key("c", "key-" + each)))
                .max()
                .orElseThrow();

        assertThat(largest).isBetween(2, 20);
    }
}
