package dev.corral.node.switches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.cache.Layers;
import dev.corral.guard.cache.Mitigation;
import dev.corral.node.config.CacheConfigs;
import dev.corral.node.config.TestSettings;
import dev.corral.node.tolerance.BreakerSettings;
import dev.corral.node.tolerance.NodeLayers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CacheSwitchesTest {

    private static final Layers KNOWN = NodeLayers.of(new BreakerSettings(20, 0.5, Duration.ofSeconds(5)));
    private static final CacheConfig NAIVE = CacheConfigs.of("naive", TestSettings.with());
    private static final CacheConfig FULL = CacheConfigs.of("full", TestSettings.with());

    @Test
    void noSwitches_areTheConfiguration() {
        assertThat(CacheSwitches.NONE.apply(FULL, KNOWN)).isEqualTo(FULL);
        assertThat(CacheSwitches.NONE.kinds()).isEmpty();
    }

    @Test
    void stackSwitches_addUp() {
        CacheSwitches switches =
                CacheSwitches.NONE.stack(List.of("single-flight"), List.of()).stack(List.of("lock", "swr"), List.of());

        assertThat(chain(switches, NAIVE)).isEqualTo("deadline>lookup(swr)>single-flight>lock>fill>timeout");
        assertThat(chain(switches.stack(List.of(), List.of("lock")), NAIVE))
                .isEqualTo("deadline>lookup(swr)>single-flight>fill>timeout");
        assertThat(switches.kinds()).containsExactly("stack");
    }

    /** During a rollout, a node whose configuration is another one applies the same names. */
    @Test
    void namesThatTheConfigurationHasOrLacks_areKept() {
        CacheSwitches switches = CacheSwitches.NONE.stack(List.of("single-flight", "lock"), List.of("near"));

        assertThat(switches.with()).containsExactly("single-flight", "lock");
        assertThat(switches.without()).containsExactly("near");
        assertThat(switches.apply(FULL, KNOWN)).isEqualTo(Mitigation.NEAR.without(FULL));
        assertThat(chain(switches, NAIVE)).isEqualTo("deadline>lookup>single-flight>lock>fill>timeout");
    }

    @Test
    void oppositeSwitch_replacesTheEarlierOne() {
        CacheSwitches switches =
                CacheSwitches.NONE.stack(List.of(), List.of("gate")).stack(List.of("gate"), List.of());

        assertThat(switches.without()).isEmpty();
        assertThat(switches.with()).containsExactly("gate");
        assertThat(switches.apply(FULL, KNOWN)).isEqualTo(FULL);
    }

    @Test
    void ttl_replacesTheConfiguredOneOfItsKeys() {
        CacheConfig config = CacheSwitches.NONE
                .ttl("", Duration.ofSeconds(30))
                .ttl("hot", Duration.ofSeconds(2))
                .apply(FULL, KNOWN);

        assertThat(config.lifetimes().ttl()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.lifetimes().ttlByPrefix()).isEqualTo(Map.of("hot", Duration.ofSeconds(2)));
    }

    @Test
    void laterSwitch_winsBetweenAStaleLimitAndItsMitigation() {
        CacheSwitches stale = CacheSwitches.NONE.stale(Optional.of(Duration.ofSeconds(60)), Optional.empty());

        assertThat(chain(stale, NAIVE)).isEqualTo("deadline>lookup(swr)>fill>timeout");
        assertThat(chain(stale.stack(List.of(), List.of("swr")), NAIVE)).isEqualTo("deadline>lookup>fill>timeout");
        CacheSwitches off =
                CacheSwitches.NONE.stack(List.of("swr"), List.of()).stale(Optional.of(Duration.ZERO), Optional.empty());
        assertThat(chain(off, NAIVE)).isEqualTo("deadline>lookup>fill>timeout");
        assertThat(chain(off.stack(List.of("swr"), List.of()), NAIVE)).isEqualTo("deadline>lookup(swr)>fill>timeout");
    }

    @Test
    void unknownOrContradictoryNames_areRefusedWithOneSentence() {
        assertThatThrownBy(() -> CacheSwitches.NONE.stack(List.of("brakes"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no mitigation 'brakes'; choose from single-flight, lock, swr, jitter, negative,"
                        + " near, xfetch, breaker, gate, stale-if-error");
        assertThatThrownBy(() -> CacheSwitches.NONE.stack(List.of("lock"), List.of("lock")))
                .hasMessage("'lock' is both added and removed: name it once");
    }

    private static String chain(CacheSwitches switches, CacheConfig configured) {
        return switches.apply(configured, KNOWN).chain();
    }
}
