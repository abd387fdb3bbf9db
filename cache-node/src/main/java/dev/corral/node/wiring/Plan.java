package dev.corral.node.wiring;

import dev.corral.guard.policy.Staleness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One cache as it will be built, after what is to be left out: its layers, outermost first, and its policies' numbers.
 *
 * @param maxValueBytes a larger value is answered and not stored
 */
record Plan(String cache, List<String> layers, Lifetimes lifetimes, int maxValueBytes) {

    static final String SWR = "swr";
    static final String JITTER = "jitter";
    static final String NEGATIVE = "negative";
    static final String XFETCH = "xfetch";
    static final String STALE_IF_ERROR = "stale-if-error";

    /** The mitigations that are policies; the others are layers. */
    static final Set<String> MITIGATIONS = Set.of(SWR, JITTER, NEGATIVE, XFETCH, STALE_IF_ERROR);

    /** From the barest cache to the best guarded. */
    static final Comparator<Plan> LADDER = Comparator.<Plan>comparingInt(
                    plan -> plan.mitigations().size())
            .thenComparing(plan -> plan.layers().size())
            .thenComparing(Plan::cache);

    static Plan of(String cache, CacheSettings configured, Set<String> without) {
        Lifetimes lifetimes = new Lifetimes(
                configured.ttl(),
                configured.ttlByPrefix(),
                new Staleness(
                        kept(SWR, configured.staleWhileRevalidate(), without).orElse(Duration.ZERO),
                        kept(STALE_IF_ERROR, configured.staleIfError(), without).orElse(Duration.ZERO)),
                kept(XFETCH, configured.beta(), without),
                without.contains(JITTER) ? 0 : configured.jitter(),
                kept(NEGATIVE, configured.negativeTtl(), without));
        List<String> kept = configured.layers().stream()
                .filter(layer -> !without.contains(layer))
                .toList();
        return new Plan(cache, withSecondLook(kept), lifetimes, configured.maxValueBytes());
    }

    private static <T> Optional<T> kept(String mitigation, Optional<T> number, Set<String> without) {
        return without.contains(mitigation) ? Optional.empty() : number;
    }

    boolean has(String layer) {
        return layers.contains(layer);
    }

    /** What this cache does against herds: what a rung of the ladder adds one of. */
    Set<String> mitigations() {
        Set<String> mitigations = new TreeSet<>(layers);
        mitigations.retainAll(Registry.MITIGATIONS);
        if (lifetimes.servesStale()) {
            mitigations.add(SWR);
        }
        if (lifetimes.servesStaleIfError()) {
            mitigations.add(STALE_IF_ERROR);
        }
        if (lifetimes.beta().isPresent()) {
            mitigations.add(XFETCH);
        }
        if (lifetimes.jitter() > 0) {
            mitigations.add(JITTER);
        }
        if (lifetimes.negativeTtl().isPresent()) {
            mitigations.add(NEGATIVE);
        }
        return mitigations;
    }

    /** Someone looks again inside the flight: the lock's acquire does, and without a lock a layer does it. */
    private static List<String> withSecondLook(List<String> layers) {
        int flight = layers.indexOf(Registry.SINGLE_FLIGHT);
        if (flight < 0 || layers.contains(Registry.LOCK) || !layers.contains(Registry.LOOKUP)) {
            return layers;
        }
        List<String> looking = new ArrayList<>(layers);
        looking.add(flight + 1, Registry.LOOK_AGAIN);
        return List.copyOf(looking);
    }
}
