package dev.corral.guard.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Purpose;
import dev.corral.guard.probe.Meter;
import dev.corral.guard.probe.Outcome;
import dev.corral.guard.probe.Probe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** A probe that counts requests, and checks that the counts add up when no request is in progress. */
public final class Tally implements Probe {

    private final Map<String, Place> places = new LinkedHashMap<>();

    @Override
    public Meter before(String layer) {
        return places.computeIfAbsent(layer, name -> new Place());
    }

    public long entered(String layer) {
        return places.get(layer).entered.values().stream()
                .mapToLong(LongAdder::sum)
                .sum();
    }

    public long entered(String layer, Purpose purpose) {
        return sum(places.get(layer).entered, purpose);
    }

    public long left(String layer, Outcome outcome) {
        return sum(places.get(layer).left, outcome);
    }

    /**
     * Asserts that every request that entered a layer has left it, and that a layer has answered or passed on every
     * request that entered it or that it began by itself.
     */
    public void assertBalanced() {
        places.forEach((layer, place) ->
                assertThat(total(place.left)).as("left = entered at %s", layer).isEqualTo(entered(layer)));
        pair("near", (near, inner) -> answeredOrPassedOn("near", near, inner, Outcome.NEAR));
        pair("lookup", (lookup, inner) -> answeredOrPassedOn("lookup", lookup, inner, Outcome.HIT));
        pair(
                "single-flight",
                (flight, inner) -> assertThat(total(inner.left))
                        .as("single-flight passes on no more than it lets in")
                        .isLessThanOrEqualTo(total(flight.left)));
    }

    private static void answeredOrPassedOn(String layer, Place outer, Place inner, Outcome answered) {
        assertThat(sum(outer.left, answered) + sum(outer.left, Outcome.STALE) + sum(inner.entered, Purpose.FOREGROUND))
                .as("%s: answered + passed on >= entered", layer)
                .isGreaterThanOrEqualTo(sum(outer.entered, Purpose.FOREGROUND));
    }

    private interface Relation {
        void check(Place outer, Place inner);
    }

    private void pair(String layer, Relation relation) {
        List<String> names = List.copyOf(places.keySet()).reversed();
        int at = names.indexOf(layer);
        if (at >= 0) {
            relation.check(places.get(layer), places.get(names.get(at + 1)));
        }
    }

    private static <K> long sum(Map<K, LongAdder> counts, K which) {
        LongAdder count = counts.get(which);
        return count == null ? 0 : count.sum();
    }

    private static long total(Map<?, LongAdder> counts) {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private static final class Place implements Meter {
        private final Map<Purpose, LongAdder> entered = new ConcurrentHashMap<>();
        private final Map<Outcome, LongAdder> left = new ConcurrentHashMap<>();

        @Override
        public void entered(Purpose purpose) {
            entered.computeIfAbsent(purpose, key -> new LongAdder()).increment();
        }

        @Override
        public void left(Purpose purpose, Outcome outcome, long tookNanos) {
            left.computeIfAbsent(outcome, key -> new LongAdder()).increment();
        }
    }
}
