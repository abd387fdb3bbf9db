package dev.corral.guard.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.chain.LayerName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of the mitigations that are added to a cache, and removed from it. */
class MitigationTest {

    private static final Layers KNOWN = Layers.STANDARD.with(
            LayerKind.plain(
                    LayerName.BREAKER,
                    LayerKind.Part.LOAD,
                    false,
                    (next, chain) -> next,
                    (config, node) -> Numbers.NONE),
            LayerName.FILL);

    private final CacheConfig naive = CacheConfig.of("c")
            .layers(List.of(LayerName.DEADLINE, LayerName.LOOKUP, LayerName.FILL, LayerName.TIMEOUT))
            .lifetimes(Lifetimes.of(Duration.ofSeconds(6)));

    @ParameterizedTest
    @EnumSource(Mitigation.class)
    void mitigationThatIsAdded_isInItsPlaceAndCanBeRemoved(Mitigation mitigation) {
        CacheConfig with = mitigation.with(naive, KNOWN);

        assertThat(Mitigation.in(with)).containsExactly(mitigation);
        assertThatCode(() -> LayerRules.check(KNOWN, with.layers())).doesNotThrowAnyException();
        assertThat(mitigation.with(with, KNOWN)).isEqualTo(with);
        assertThat(mitigation.without(with)).isEqualTo(naive);
    }

    @Test
    void allMitigations_inAnyOrderMakeOneChain() {
        CacheConfig forwards = naive;
        CacheConfig backwards = naive;
        List<Mitigation> all = List.of(Mitigation.values());
        for (Mitigation each : all) {
            forwards = each.with(forwards, KNOWN);
        }
        for (Mitigation each : all.reversed()) {
            backwards = each.with(backwards, KNOWN);
        }

        List<String> layers = new ArrayList<>(KNOWN.names());
        layers.remove(LayerName.LOOK_AGAIN);
        assertThat(forwards).isEqualTo(backwards);
        assertThat(forwards.layers()).isEqualTo(layers);
        assertThat(forwards.chain())
                .isEqualTo("deadline>near>lookup(swr,xfetch,stale-if-error)>single-flight>lock"
                        + ">fill(jitter,negative)>breaker>gate>timeout");
    }

    @ParameterizedTest
    @CsvSource({"SWR, swr, lookup", "JITTER, jitter, fill", "NEGATIVE, negative, fill"})
    void policyWithoutItsLayer_isRefusedWithOneSentence(Mitigation policy, String name, String layer) {
        CacheConfig bare = naive.layers(List.of(LayerName.DEADLINE, LayerName.TIMEOUT));

        assertThatThrownBy(() -> policy.with(bare, KNOWN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + name + "' is a policy of '" + layer + "', a layer that cache c does not have: leave it"
                        + " out");
    }

    @Test
    void policyWithoutANumber_getsTheDefault() {
        Lifetimes lifetimes = Mitigation.SWR
                .with(Mitigation.STALE_IF_ERROR.with(naive, KNOWN), KNOWN)
                .lifetimes();

        assertThat(lifetimes.staleness().whileRevalidate())
                .isEqualTo(naive.lifetimes().ttl());
        assertThat(lifetimes.staleness().ifError()).isEqualTo(Duration.ofSeconds(60));
    }
}
