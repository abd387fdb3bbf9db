package dev.corral.guard.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.chain.LayerName;
import dev.corral.guard.chain.Stack;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PossibleCountsTest {

    private static final CacheConfig PLAIN = CacheConfig.of("c").lifetimes(Lifetimes.of(Duration.ofMinutes(1)));

    @Test
    void layer_hasItsOwnAnswersAndThoseOfTheLayersInsideIt() {
        PossibleCounts counts = of(PLAIN);

        assertThat(answers(counts, LayerName.DEADLINE))
                .containsOnly(Outcome.HIT, Outcome.FLIGHT, Outcome.FLEET, Outcome.ORIGIN);
        assertThat(answers(counts, LayerName.LOCK)).containsOnly(Outcome.HIT, Outcome.FLEET, Outcome.ORIGIN);
        assertThat(answers(counts, LayerName.FILL)).containsOnly(Outcome.ORIGIN);
        assertThat(answers(counts, Stack.ORIGIN)).containsOnly(Outcome.ORIGIN);
    }

    @Test
    void cacheWithoutStaleEntries_hasForegroundOnly() {
        assertThat(of(PLAIN).answers().values())
                .allSatisfy(purposes -> assertThat(purposes).containsOnlyKeys(Purpose.FOREGROUND));
    }

    @Test
    void refreshes_beginInsideLookup() {
        PossibleCounts counts = of(PLAIN.lifetimes(PLAIN.lifetimes().staleWhileRevalidate(Duration.ofSeconds(6))));

        assertThat(counts.answers().get(LayerName.LOOKUP)).containsOnlyKeys(Purpose.FOREGROUND);
        assertThat(counts.answers().get(LayerName.SINGLE_FLIGHT))
                .containsOnlyKeys(Purpose.FOREGROUND, Purpose.REFRESH)
                .containsEntry(Purpose.REFRESH, Set.of(Outcome.HIT, Outcome.STALE, Outcome.FLEET, Outcome.ORIGIN));
        assertThat(answers(counts, LayerName.DEADLINE)).contains(Outcome.STALE);
    }

    @Test
    void xfetch_addsEarlyRefreshes() {
        PossibleCounts counts = of(PLAIN.lifetimes(PLAIN.lifetimes().beta(Optional.of(1.0))));

        assertThat(counts.answers().get(Stack.ORIGIN)).containsOnlyKeys(Purpose.FOREGROUND, Purpose.EARLY_REFRESH);
        assertThat(counts.events()).contains(Event.EARLY_REFRESH);
    }

    @Test
    void chainWithoutALock_looksAgain() {
        PossibleCounts counts = of(Mitigation.LOCK.without(PLAIN));

        assertThat(counts.answers()).containsKey(LayerName.LOOK_AGAIN).doesNotContainKey(LayerName.LOCK);
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

    private static Set<Outcome> answers(PossibleCounts counts, String layer) {
        return counts.answers().get(layer).get(Purpose.FOREGROUND);
    }
}
