package dev.corral.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The default caches: each rung differs from the one before by exactly one mitigation. */
class LadderTest {

    private static final List<String> RUNGS = List.of("naive", "single-flight", "lock", "swr", "jitter", "negative");
    private static final List<String> ALL =
            Stream.concat(RUNGS.stream(), Stream.of("full")).toList();

    @Test
    void eachRung_addsTheMitigationThatNamesIt() {
        for (int at = 1; at < RUNGS.size(); at++) {
            Plan before = plan(RUNGS.get(at - 1), Set.of());
            Plan rung = plan(RUNGS.get(at), Set.of());

            Set<String> expected = new HashSet<>(before.mitigations());
            expected.add(RUNGS.get(at));

            assertThat(rung.mitigations()).isEqualTo(expected);
            assertThat(before.mitigations()).doesNotContain(RUNGS.get(at));
        }
    }

    @Test
    void rungs_shareEveryNumberButTheOneTheyAdd() {
        Plan swr = plan("swr", Set.of());
        Plan jitter = plan("jitter", Set.of(Plan.JITTER));
        Plan negative = plan("negative", Set.of(Plan.JITTER, Plan.NEGATIVE));

        assertThat(jitter.lifetimes()).isEqualTo(swr.lifetimes());
        assertThat(negative.lifetimes()).isEqualTo(swr.lifetimes());
        assertThat(jitter.layers()).isEqualTo(swr.layers()).isEqualTo(negative.layers());
        assertThat(plan("lock", Set.of()).lifetimes())
                .isEqualTo(plan("swr", Set.of(Plan.SWR)).lifetimes());
    }

    @Test
    void full_addsFiveMitigations_andWithoutThemIsTheRungBefore() {
        Set<String> five = Set.of("near", "xfetch", "breaker", "gate", "stale-if-error");
        Plan negative = plan("negative", Set.of());
        Set<String> expected = new HashSet<>(negative.mitigations());
        expected.addAll(five);

        assertThat(plan("full", Set.of()).mitigations()).isEqualTo(expected);
        assertThat(plan("full", five).lifetimes()).isEqualTo(negative.lifetimes());
        assertThat(plan("full", five).layers()).isEqualTo(negative.layers());
    }

    @Test
    void noneAndNaive_haveNoMitigation() {
        assertThat(plan("none", Set.of()).mitigations()).isEmpty();
        assertThat(plan("naive", Set.of()).mitigations()).isEmpty();
        assertThat(plan("none", Set.of()).layers()).doesNotContain(Registry.LOOKUP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "single-flight",
                "lock",
                "swr",
                "jitter",
                "negative",
                "near",
                "xfetch",
                "breaker",
                "gate",
                "stale-if-error"
            })
    void without_takesTheMitigationOutOfEveryCache(String mitigation) {
        for (String rung : ALL) {
            Set<String> expected = new HashSet<>(plan(rung, Set.of()).mitigations());
            expected.remove(mitigation);

            assertThat(plan(rung, Set.of(mitigation)).mitigations()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"single-flight,,true", "lock,,false", "lock,lock,true", "naive,,false"})
    void secondLook_standsInsideTheFlightWhereNoLockLooks(String rung, String without, boolean looks) {
        List<String> layers =
                plan(rung, without == null ? Set.of() : Set.of(without)).layers();

        assertThat(layers.contains(Registry.LOOK_AGAIN)).isEqualTo(looks);
        if (looks) {
            assertThat(layers).containsSubsequence(Registry.SINGLE_FLIGHT, Registry.LOOK_AGAIN, Registry.FILL);
        }
    }

    @Test
    void description_isOneLineOutermostFirst() {
        Settings settings = TestSettings.with();

        assertThat(Description.of(plan("negative", Set.of()), settings))
                .hasToString("negative: deadline(after 10s) -> lookup(stale-while-revalidate 6s)"
                        + " -> single-flight(max 10000, callers 20000)"
                        + " -> lock(lease 2s, renewal-cap 10s, wait-budget 9.5s)"
                        + " -> fill(ttl 6s, jitter 0.2, negative-ttl 5s, max-value-bytes 1048576)"
                        + " -> timeout(after 3s) -> origin");
    }

    private static Plan plan(String rung, Set<String> without) {
        return Plan.of(rung, TestSettings.with().caches().get(rung), without);
    }
}
