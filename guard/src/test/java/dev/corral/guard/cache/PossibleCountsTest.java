package dev.corral.guard.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.chain.LayerName;
import dev.corral.guard.chain.Stack;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PossibleCountsTest {

    private static final CacheConfig PLAIN = CacheConfig.of("c").lifetimes(Lifetimes.of(Duration.ofMinutes(1)));

    @Test
    void outermostLayer_hasEveryOutcomeOfACaller() {
        PossibleCounts counts = of(PLAIN);

        assertThat(outcomes(counts, LayerName.DEADLINE))
                .containsOnly(
                        Outcome.HIT,
                        Outcome.FLIGHT,
                        Outcome.FLEET,
                        Outcome.ORIGIN,
                        Outcome.REFUSED,
                        Outcome.FAILED,
                        Outcome.CANCELLED);
        assertThat(outcomes(PossibleCounts.ofAny(Layers.STANDARD), LayerName.DEADLINE))
                .containsOnly(Outcome.values());
    }

    @Test
    void layerInsideIt_hasOnlyTheOutcomesThatItCanCause() {
        PossibleCounts counts = of(PLAIN);

        assertThat(outcomes(counts, LayerName.LOOKUP)).containsOnly(Outcome.HIT);
        assertThat(outcomes(counts, LayerName.SINGLE_FLIGHT))
                .containsOnly(Outcome.FLIGHT, Outcome.REFUSED, Outcome.FAILED);
        assertThat(outcomes(counts, LayerName.LOCK)).containsOnly(Outcome.HIT, Outcome.FLEET, Outcome.REFUSED);
        assertThat(outcomes(counts, LayerName.FILL)).isEmpty();
        assertThat(outcomes(counts, LayerName.TIMEOUT)).containsOnly(Outcome.FAILED);
        assertThat(outcomes(counts, Stack.ORIGIN)).containsOnly(Outcome.ORIGIN, Outcome.REFUSED, Outcome.FAILED);
    }

    @Test
    void anyChain_hasTheOutcomesOfAllChains() {
        Map<String, Map<Purpose, Set<Outcome>>> any =
                PossibleCounts.ofAny(Layers.STANDARD).outcomes();
        CacheConfig stale =
                PLAIN.lifetimes(PLAIN.lifetimes().staleWhileRevalidate(Duration.ofSeconds(6)).beta(Optional.of(1.0)));

        for (CacheConfig config : List.of(PLAIN, stale, Mitigation.LOCK.without(stale), Mitigation.NEAR.with(stale, Layers.STANDARD))) {
            of(config).outcomes().forEach((layer, purposes) -> purposes.forEach((purpose, outcomes) -> assertThat(
                            any.get(layer).get(purpose))
                    .as("%s %s", layer, purpose)
                    .containsAll(outcomes)));
        }
        assertThat(any.keySet()).containsExactly(everyLayer());
    }

    private static String[] everyLayer() {
        return Stream.concat(Layers.STANDARD.names().stream(), Stream.of(Stack.ORIGIN))
                .toArray(String[]::new);
    }

    @Test
    void cacheWithoutStaleEntries_hasForegroundOnly() {
        assertThat(of(PLAIN).outcomes().values())
                .allSatisfy(purposes -> assertThat(purposes).containsOnlyKeys(Purpose.FOREGROUND));
    }

    @Test
    void refreshes_beginInsideLookup() {
        PossibleCounts counts = of(PLAIN.lifetimes(PLAIN.lifetimes().staleWhileRevalidate(Duration.ofSeconds(6))));

        assertThat(counts.outcomes().get(LayerName.LOOKUP)).containsOnlyKeys(Purpose.FOREGROUND);
        assertThat(counts.outcomes().get(LayerName.SINGLE_FLIGHT))
                .containsOnlyKeys(Purpose.FOREGROUND, Purpose.REFRESH)
                .containsEntry(Purpose.REFRESH, Set.of(Outcome.STALE, Outcome.REFUSED, Outcome.FAILED));
        assertThat(outcomes(counts, LayerName.DEADLINE)).contains(Outcome.STALE);
    }

    @Test
    void xfetch_addsEarlyRefreshes() {
        PossibleCounts counts = of(PLAIN.lifetimes(PLAIN.lifetimes().beta(Optional.of(1.0))));

        assertThat(counts.outcomes().get(Stack.ORIGIN)).containsOnlyKeys(Purpose.FOREGROUND, Purpose.EARLY_REFRESH);
        assertThat(counts.events()).contains(Event.EARLY_REFRESH);
    }

    @Test
    void chainWithoutALock_looksAgain() {
        PossibleCounts counts = of(Mitigation.LOCK.without(PLAIN));

        assertThat(counts.outcomes()).containsKey(LayerName.LOOK_AGAIN).doesNotContainKey(LayerName.LOCK);
        assertThat(counts.events()).contains(Event.FOUND_AGAIN).doesNotContain(Event.LOCK_WAITED, Event.FENCED_OUT);
    }

    @Test
    void eventsOfPolicies_dependOnTheSettings() {
        assertThat(of(PLAIN).events())
                .doesNotContain(Event.NEGATIVE_HIT, Event.EARLY_REFRESH, Event.STALE_IF_ERROR, Event.NEAR_EVICTED);
        assertThat(of(PLAIN.lifetimes(PLAIN.lifetimes().negativeTtl(Optional.of(Duration.ofSeconds(5)))))
                        .events())
                .contains(Event.NEGATIVE_HIT);
    }

    @Test
    void chainInOneLine_hasThePoliciesOfEachLayer() {
        CacheConfig config = PLAIN.layers(List.of(LayerName.DEADLINE, LayerName.LOOKUP, LayerName.FILL))
                .lifetimes(PLAIN.lifetimes()
                        .staleWhileRevalidate(Duration.ofSeconds(6))
                        .beta(Optional.of(1.0))
                        .jitter(0.1));

        assertThat(config.chain()).isEqualTo("deadline>lookup(swr,xfetch)>fill(jitter)");
    }

    private static PossibleCounts of(CacheConfig config) {
        return PossibleCounts.of(Layers.STANDARD, config);
    }

    private static Set<Outcome> outcomes(PossibleCounts counts, String layer) {
        return counts.outcomes().get(layer).get(Purpose.FOREGROUND);
    }
}
