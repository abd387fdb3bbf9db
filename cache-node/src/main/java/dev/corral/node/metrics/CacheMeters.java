package dev.corral.node.metrics;

import dev.corral.guard.cache.PossibleCounts;
import dev.corral.guard.chain.Stack;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.probe.Meter;
import dev.corral.guard.probe.Outcome;
import dev.corral.guard.probe.Probe;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The meters of one cache's chain, and the well-known metrics that are readings of single meters. */
public final class CacheMeters implements Probe {

    private final String cache;
    private final PossibleCounts any;
    private final Map<String, LayerMeter> meters = new LinkedHashMap<>();
    private final Histogram waits = Histogram.ofDurations();
    private final Histogram queries = Histogram.ofDurations();
    private final LayerMeter outermost;
    private final LayerMeter misses = new LayerMeter(took -> {});
    private final Set<String> inUse = ConcurrentHashMap.newKeySet();
    private final LayerMeter origin;
    private final Supplier<PossibleCounts> possible;

    /**
     * @param any the counts of all chains that the cache can have; no other outcome is ever exported
     * @param possible the counts of the current chain, which are exported from the start; those of the other chains are
     *     exported when they first happen
     */
    CacheMeters(String cache, PossibleCounts any, Supplier<PossibleCounts> possible) {
        this.cache = cache;
        this.any = any;
        this.possible = possible;
        for (String layer : any.outcomes().keySet()) {
            meters.put(layer, new LayerMeter(meters.isEmpty() ? waits : took -> {}));
        }
        meters.put(Stack.ORIGIN, new LayerMeter(queries));
        this.outermost = meters.values().iterator().next();
        this.origin = meters.get(Stack.ORIGIN);
    }

    /** Returns the same meter in every chain of the cache. */
    @Override
    public Meter before(String layer) {
        if (layer.equals(Stack.MISS)) {
            return misses;
        }
        inUse.add(layer);
        return meters.get(layer);
    }

    /** Whether a chain of the cache has or has had the layer. */
    public boolean uses(String layer) {
        return inUse.contains(layer);
    }

    void tell(Scrape families) {
        families.add(Metric.MISSES, misses.requests(Purpose.FOREGROUND), cache);
        families.add(Metric.QUERIES, origin.requests(), cache);
        families.add(Metric.STALE_SERVED, outermost.outcomes(Purpose.FOREGROUND, Outcome.STALE), cache);
        waits.tell(Metric.REQUEST_DURATION, cache, outermost.passed(), seconds(outermost), families);
        queries.tell(Metric.QUERY_DURATION, cache, origin.passed(), seconds(origin), families);
        tellLayers(families);
    }

    /** Exports the layers that a chain of the cache has or has had. */
    private void tellLayers(Scrape families) {
        Map<String, Map<Purpose, Set<Outcome>>> now = possible.get().outcomes();
        meters.forEach((layer, meter) -> {
            if (inUse.contains(layer)) {
                tell(layer, meter, now.getOrDefault(layer, Map.of()), families);
            }
        });
    }

    private void tell(String layer, LayerMeter meter, Map<Purpose, Set<Outcome>> now, Scrape families) {
        any.outcomes().get(layer).forEach((purpose, outcomes) -> {
            if (now.containsKey(purpose) || meter.requests(purpose) > 0) {
                families.add(Metric.LAYER_REQUESTS, meter.requests(purpose), cache, layer, Scrape.label(purpose));
                Set<Outcome> possibleNow = now.getOrDefault(purpose, Set.of());
                outcomes.stream()
                        .filter(outcome -> possibleNow.contains(outcome) || meter.outcomes(purpose, outcome) > 0)
                        .forEach(outcome -> families.add(
                                Metric.LAYER_OUTCOMES,
                                meter.outcomes(purpose, outcome),
                                cache,
                                layer,
                                Scrape.label(purpose),
                                Scrape.label(outcome)));
            }
        });
        families.add(Metric.LAYER_IN_FLIGHT, meter.inFlight(), cache, layer);
        families.add(Metric.LAYER_DURATION, "_count", meter.answered(), cache, layer);
        families.add(Metric.LAYER_DURATION, "_sum", seconds(meter), cache, layer);
    }

    private static double seconds(LayerMeter meter) {
        return meter.totalNanos() / Histogram.NANOS_A_SECOND;
    }
}
