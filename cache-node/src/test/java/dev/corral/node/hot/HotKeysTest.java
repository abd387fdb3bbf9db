package dev.corral.node.hot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Key;
import dev.corral.node.testing.SetClock;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HotKeysTest {

    private static final Key HOT = new Key("naive", "hot");

    private final HotKeys keys = new HotKeys(new SetClock(), new Random(7)::nextDouble);

    @Test
    void everyLoad_isCounted() {
        for (int each = 0; each < 123; each++) {
            keys.loaded(HOT);
        }
        assertThat(keys.mostLoads()).containsExactly(new HotKeys.Load("hot", 123));
        assertThat(keys.mostReads()).isEmpty();
    }

    @Test
    void reads_areEstimatedFromASample() {
        for (int each = 0; each < 64_000; each++) {
            keys.read(each % 4 == 0 ? new Key("naive", "cold-" + each) : HOT);
        }
        assertThat(keys.mostReads()).hasSize(20).first().satisfies(first -> {
            assertThat(first.key()).isEqualTo("hot");
            assertThat(first.estimate()).isBetween(43_000L, 53_000L);
        });
        assertThat(keys.mostLoads()).isEmpty();
    }
}
