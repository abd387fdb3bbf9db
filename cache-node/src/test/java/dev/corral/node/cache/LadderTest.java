package dev.corral.node.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.cache.Layers;
import dev.corral.guard.cache.Lifetimes;
import dev.corral.guard.cache.Mitigation;
import dev.corral.guard.cache.PossibleCounts;
import dev.corral.guard.probe.Event;
import dev.corral.node.config.CacheConfigs;
import dev.corral.node.config.TestSettings;
import dev.corral.node.tolerance.NodeLayers;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of the caches in the default configuration. */
class LadderTest {

    private static final List<String> RUNGS = List.of("naive", "single-flight", "lock", "swr", "jitter", "negative");
    private static final List<String> ALL =
            Stream.concat(RUNGS.stream(), Stream.of("full")).toList();
    private static final Set<Mitigation> OF_FULL = EnumSet.of(
            Mitigation.NEAR, Mitigation.XFETCH, Mitigation.BREAKER, Mitigation.GATE, Mitigation.STALE_IF_ERROR);

    @Test
    void eachRung_addsTheMitigationThatNamesIt() {
        for (int at = 1; at < RUNGS.size(); at++) {
            Set<Mitigation> expected = mitigations(config(RUNGS.get(at - 1)));
            assertThat(expected.add(Mitigation.named(RUNGS.get(at)).orElseThrow()))
                    .isTrue();

            assertThat(mitigations(config(RUNGS.get(at)))).isEqualTo(expected);
        }
    }

    @Test
    void rungs_shareEveryNumberButTheOneTheyAdd() {
        Lifetimes swr = config("swr").lifetimes();

        assertThat(config("jitter", Mitigation.JITTER).lifetimes()).isEqualTo(swr);
        assertThat(config("negative", Mitigation.JITTER, Mitigation.NEGATIVE).lifetimes())
                .isEqualTo(swr);
        assertThat(config("jitter").layers())
                .isEqualTo(config("swr").layers())
                .isEqualTo(config("negative").layers());
        assertThat(config("lock").lifetimes())
                .isEqualTo(config("swr", Mitigation.SWR).lifetimes());
    }

    @Test
    void full_addsFiveMitigationsAndWithoutThemIsTheRungBefore() {
        CacheConfig negative = config("negative");
        Set<Mitigation> expected = mitigations(negative);
        expected.addAll(OF_FULL);
        CacheConfig bare = config("full", OF_FULL.toArray(Mitigation[]::new));

        assertThat(mitigations(config("full"))).isEqualTo(expected);
        assertThat(bare.lifetimes()).isEqualTo(negative.lifetimes());
        assertThat(bare.layers()).isEqualTo(negative.layers());
    }

    @Test
    void noneAndNaive_haveNoMitigation() {
        assertThat(Mitigation.in(config("none"))).isEmpty();
        assertThat(Mitigation.in(config("naive"))).isEmpty();
        assertThat(config("none").layers()).doesNotContain("lookup");
    }

    @ParameterizedTest
    @EnumSource(Mitigation.class)
    void without_takesTheMitigationOutOfEveryCache(Mitigation mitigation) {
        for (String rung : ALL) {
            Set<Mitigation> expected = mitigations(config(rung));
            expected.remove(mitigation);

            assertThat(mitigations(config(rung, mitigation))).isEqualTo(expected);
        }
    }

    @Test
    void everyEvent_isPossibleInSomeCache() {
        Layers layers = NodeLayers.of(TestSettings.with().breaker().settings());

        assertThat(ALL.stream().flatMap(rung -> PossibleCounts.of(layers, config(rung)).events().stream()))
                .contains(Event.values());
    }

    @Test
    void chainOfFull_isOneLine() {
        assertThat(config("full").chain())
                .isEqualTo("deadline>near>lookup(swr,xfetch,stale-if-error)>single-flight>lock>fill(jitter,negative)"
                        + ">breaker>gate>timeout");
    }

    private static Set<Mitigation> mitigations(CacheConfig config) {
        Set<Mitigation> mitigations = EnumSet.noneOf(Mitigation.class);
        mitigations.addAll(Mitigation.in(config));
        return mitigations;
    }

    private static CacheConfig config(String rung, Mitigation... without) {
        String names = Arrays.stream(without).map(Mitigation::toString).collect(Collectors.joining(","));
        return CacheConfigs.of(
                rung, names.isEmpty() ? TestSettings.with() : TestSettings.with("corral.without", names));
    }
}
