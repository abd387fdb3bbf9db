package dev.corral.node.metrics;

import dev.corral.guard.core.Purpose;
import dev.corral.guard.core.Stack;
import dev.corral.guard.probe.Meter;
import dev.corral.guard.probe.Outcome;
import dev.corral.guard.probe.Probe;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The probes of one cache's chain, and the well-known counters that are readings of single places in it. */
public final class CacheMeters implements Probe {

    static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25),
        Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
        Duration.ofSeconds(1), Duration.ofMillis(2_500), Duration.ofSeconds(5), Duration.ofSeconds(10)
    };

    private static final String STORE_READER = "lookup";
    private static final Set<String> REFRESHING = Set.of("near", STORE_READER);

    private final MeterRegistry registry;
    private final Tags cache;
    private final Map<String, LayerMeter> meters = new LinkedHashMap<>();
    private final LayerMeter behindStore;

    /**
     * @param durations of all caches of the node
     * @param layers the chain's, outermost first
     */
    public CacheMeters(MeterRegistry registry, RequestDurations durations, String cache, List<String> layers) {
        this.registry = registry;
        this.cache = Tags.of(Names.CACHE, cache);
        for (String layer : layers) {
            meters.put(layer, meters.isEmpty() ? durations.of(cache).outermost() : new LayerMeter(took -> {}));
        }
        Timer queries = queryTimer();
        meters.put(Stack.ORIGIN, new LayerMeter(took -> queries.record(took, TimeUnit.NANOSECONDS)));
        this.behindStore = behindStore(layers);
    }

    /**
     * Makes the readings known to the registry. They count from the first request on, known or not: with hundreds of them
     * this takes longer than all else about a cache, and no request need wait for it.
     */
    public void export() {
        registerLayers();
        registerWellKnown();
    }

    @Override
    public Meter before(String layer) {
        return meters.get(layer);
    }

    /** Whether no request is anywhere in the chain, be its caller present or not. */
    public boolean idle() {
        return meters.values().stream().allMatch(meter -> meter.inFlight() == 0);
    }

    /** Refreshes begin in near and lookup: what stands outside them never sees one. */
    private void registerLayers() {
        boolean refreshed = false;
        for (Map.Entry<String, LayerMeter> each : meters.entrySet()) {
            register(each.getKey(), each.getValue(), refreshed);
            refreshed |= REFRESHING.contains(each.getKey());
        }
    }

    private void registerWellKnown() {
        LayerMeter origin = meters.get(Stack.ORIGIN);
        LayerMeter outermost = meters.values().iterator().next();
        counter(Names.QUERIES, "Queries sent to the origin.", cache, origin, LayerMeter::requests);
        counter(
                Names.MISSES,
                "Requests that the shared store did not answer.",
                cache,
                behindStore,
                meter -> meter.requests(Purpose.FOREGROUND));
        counter(
                Names.STALE_SERVED,
                "Requests answered stale.",
                cache,
                outermost,
                meter -> meter.outcomes(Purpose.FOREGROUND, Outcome.STALE));
    }

    /** Without a store in the chain every request is a miss. */
    private LayerMeter behindStore(List<String> layers) {
        int next = layers.indexOf(STORE_READER) + 1;
        return meters.get(next < layers.size() ? layers.get(next) : Stack.ORIGIN);
    }

    private void register(String layer, LayerMeter meter, boolean refreshed) {
        Tags tags = cache.and(Names.LAYER, layer);
        for (Purpose purpose : Purpose.values()) {
            if (refreshed || purpose == Purpose.FOREGROUND) {
                register(tags, meter, purpose);
            }
        }
        Gauge.builder(Names.LAYER_IN_FLIGHT, meter, LayerMeter::inFlight)
                .description("Requests inside the layer and further in.")
                .tags(tags)
                .strongReference(true)
                .register(registry);
        FunctionTimer.builder(
                        Names.LAYER_DURATION, meter, LayerMeter::answered, LayerMeter::totalNanos, TimeUnit.NANOSECONDS)
                .description("Time inside the layer and further in.")
                .tags(tags)
                .register(registry);
    }

    private void register(Tags layer, LayerMeter meter, Purpose purpose) {
        Tags tags = layer.and(Names.PURPOSE, label(purpose));
        counter(Names.LAYER_REQUESTS, "Requests that came to the layer.", tags, meter, each -> each.requests(purpose));
        for (Outcome outcome : Outcome.values()) {
            counter(
                    Names.LAYER_OUTCOMES,
                    "How requests left the layer.",
                    tags.and(Names.OUTCOME, label(outcome)),
                    meter,
                    each -> each.outcomes(purpose, outcome));
        }
    }

    private <T> void counter(String name, String description, Tags tags, T source, ToDoubleFunction<T> reading) {
        FunctionCounter.builder(name, source, reading)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private Timer queryTimer() {
        return Timer.builder(Names.QUERY_DURATION)
                .description("How long a query took.")
                .tags(cache)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
