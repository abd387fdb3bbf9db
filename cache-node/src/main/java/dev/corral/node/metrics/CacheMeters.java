package dev.corral.node.metrics;

import dev.corral.guard.core.Purpose;
import dev.corral.guard.core.Stack;
import dev.corral.guard.probe.Meter;
import dev.corral.guard.probe.Outcome;
import dev.corral.guard.probe.Probe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The probes of one cache's chain, and the well-known counters that are readings of single places in it. */
public final class CacheMeters implements Probe {

    private static final String STORE_READER = "lookup";
    private static final Set<String> REFRESHING = Set.of("near", STORE_READER);

    private final String cache;
    private final Map<String, LayerMeter> meters = new LinkedHashMap<>();
    private final Histogram waits = Histogram.ofDurations();
    private final Histogram queries = Histogram.ofDurations();
    private final LayerMeter outermost;
    private final LayerMeter behindStore;
    private final LayerMeter origin;

    /** @param layers the chain's, outermost first */
    CacheMeters(String cache, List<String> layers) {
        this.cache = cache;
        for (String layer : layers) {
            meters.put(layer, new LayerMeter(meters.isEmpty() ? waits : took -> {}));
        }
        meters.put(Stack.ORIGIN, new LayerMeter(queries));
        this.outermost = meters.values().iterator().next();
        this.behindStore = behindStore(layers);
        this.origin = meters.get(Stack.ORIGIN);
    }

    @Override
    public Meter before(String layer) {
        return meters.get(layer);
    }

    /** Whether no request is anywhere in the chain, be its caller present or not. */
    public boolean idle() {
        return meters.values().stream().allMatch(meter -> meter.inFlight() == 0);
    }

    void tell(Families families) {
        families.add(Metric.MISSES, behindStore.requests(Purpose.FOREGROUND), cache);
        families.add(Metric.QUERIES, origin.requests(), cache);
        families.add(Metric.STALE_SERVED, outermost.outcomes(Purpose.FOREGROUND, Outcome.STALE), cache);
        waits.tell(Metric.REQUEST_DURATION, cache, outermost.passed(), seconds(outermost), families);
        queries.tell(Metric.QUERY_DURATION, cache, origin.passed(), seconds(origin), families);
        tellLayers(families);
    }

    /** Refreshes begin in near and lookup: what stands outside them never sees one. */
    private void tellLayers(Families families) {
        boolean refreshed = false;
        for (Map.Entry<String, LayerMeter> each : meters.entrySet()) {
            tell(each.getKey(), each.getValue(), refreshed, families);
            refreshed |= REFRESHING.contains(each.getKey());
        }
    }

    private void tell(String layer, LayerMeter meter, boolean refreshed, Families families) {
        for (Purpose purpose : Purpose.values()) {
            if (refreshed || purpose == Purpose.FOREGROUND) {
                tell(layer, meter, purpose, families);
            }
        }
        families.add(Metric.LAYER_IN_FLIGHT, meter.inFlight(), cache, layer);
        families.add(Metric.LAYER_DURATION, "_count", meter.answered(), cache, layer);
        families.add(Metric.LAYER_DURATION, "_sum", seconds(meter), cache, layer);
    }

    private void tell(String layer, LayerMeter meter, Purpose purpose, Families families) {
        String label = Families.label(purpose);
        families.add(Metric.LAYER_REQUESTS, meter.requests(purpose), cache, layer, label);
        for (Outcome outcome : Outcome.values()) {
            families.add(
                    Metric.LAYER_OUTCOMES,
                    meter.outcomes(purpose, outcome),
                    cache,
                    layer,
                    label,
                    Families.label(outcome));
        }
    }

    /** Without a store in the chain every request is a miss. */
    private LayerMeter behindStore(List<String> layers) {
        int next = layers.indexOf(STORE_READER) + 1;
        return meters.get(next < layers.size() ? layers.get(next) : Stack.ORIGIN);
    }

    private static double seconds(LayerMeter meter) {
        return meter.totalNanos() / Histogram.NANOS_A_SECOND;
    }
}
