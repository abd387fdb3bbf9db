package dev.corral.node.metrics;

import dev.corral.guard.chain.LayerName;
import dev.corral.guard.chain.Stack;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.probe.Meter;
import dev.corral.guard.probe.Outcome;
import dev.corral.guard.probe.Probe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of one cache's chain, and the well-known metrics that are readings of single meters. */
public final class CacheMeters implements Probe {

    private static final Set<String> REFRESHING = Set.of(LayerName.NEAR, LayerName.LOOKUP);

    private final String cache;
    private final Map<String, LayerMeter> meters = new LinkedHashMap<>();
    private final Histogram waits = Histogram.ofDurations();
    private final Histogram queries = Histogram.ofDurations();
    private final LayerMeter outermost;
    private final LayerMeter misses = new LayerMeter(took -> {});
    private final Set<String> inUse = ConcurrentHashMap.newKeySet();
    private final LayerMeter origin;

    /** @param layers all layers that a chain of the cache can have, outermost first */
    CacheMeters(String cache, List<String> layers) {
        this.cache = cache;
        for (String layer : layers) {
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

    void tell(Scrape families) {
        families.add(Metric.MISSES, misses.requests(Purpose.FOREGROUND), cache);
        families.add(Metric.QUERIES, origin.requests(), cache);
        families.add(Metric.STALE_SERVED, outermost.outcomes(Purpose.FOREGROUND, Outcome.STALE), cache);
        waits.tell(Metric.REQUEST_DURATION, cache, outermost.passed(), seconds(outermost), families);
        queries.tell(Metric.QUERY_DURATION, cache, origin.passed(), seconds(origin), families);
        tellLayers(families);
    }

    /**
     * Exports the layers in use. Refreshes begin in near and lookup, so that the layers outside them never receive one.
     */
    private void tellLayers(Scrape families) {
        boolean refreshed = false;
        for (Map.Entry<String, LayerMeter> each : meters.entrySet()) {
            if (!inUse.contains(each.getKey())) {
                continue;
            }
            tell(each.getKey(), each.getValue(), refreshed, families);
            refreshed |= REFRESHING.contains(each.getKey());
        }
    }

    private void tell(String layer, LayerMeter meter, boolean refreshed, Scrape families) {
        for (Purpose purpose : Purpose.values()) {
            if (refreshed || purpose == Purpose.FOREGROUND) {
                tell(layer, meter, purpose, families);
            }
        }
        families.add(Metric.LAYER_IN_FLIGHT, meter.inFlight(), cache, layer);
        families.add(Metric.LAYER_DURATION, "_count", meter.answered(), cache, layer);
        families.add(Metric.LAYER_DURATION, "_sum", seconds(meter), cache, layer);
    }

    private void tell(String layer, LayerMeter meter, Purpose purpose, Scrape families) {
        String label = Scrape.label(purpose);
        families.add(Metric.LAYER_REQUESTS, meter.requests(purpose), cache, layer, label);
        for (Outcome outcome : Outcome.values()) {
            families.add(
                    Metric.LAYER_OUTCOMES,
                    meter.outcomes(purpose, outcome),
                    cache,
                    layer,
                    label,
                    Scrape.label(outcome));
        }
    }

    private static double seconds(LayerMeter meter) {
        return meter.totalNanos() / Histogram.NANOS_A_SECOND;
    }
}
