package dev.corral.node.metrics;

import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Quantity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counts the events of one cache and keeps the distributions that no probe can see. */
public final class CacheEvents implements Events {

    private static final double[] SECONDS = Arrays.stream(CacheMeters.BUCKETS)
            .mapToDouble(Duration::toMillis)
            .map(millis -> millis / 1_000)
            .toArray();
    private static final double[] CALLERS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000};

    private final MeterRegistry registry;
    private final Tags cache;
    private final Map<Event, Counter> events = new EnumMap<>(Event.class);
    private final Map<Quantity, DistributionSummary> quantities = new EnumMap<>(Quantity.class);

    public CacheEvents(MeterRegistry registry, String cache) {
        this.registry = registry;
        this.cache = Tags.of(Names.CACHE, cache);
        for (Event event : Event.values()) {
            events.put(event, counter(event));
        }
        for (Quantity quantity : Quantity.values()) {
            quantities.put(quantity, summary(quantity));
        }
    }

    @Override
    public void happened(Event event) {
        events.get(event).increment();
    }

    @Override
    public void observed(Quantity quantity, double value) {
        quantities.get(quantity).record(value);
    }

    private Counter counter(Event event) {
        return Counter.builder(Names.EVENTS)
                .description("What no probe between two layers can see.")
                .tags(cache.and(Names.EVENT, CacheMeters.label(event)))
                .register(registry);
    }

    private DistributionSummary summary(Quantity quantity) {
        return switch (quantity) {
            case CALLERS_OF_A_FLIGHT ->
                summary(Names.CALLERS_OF_A_FLIGHT, "Callers that one flight answered.", CALLERS);
            case LOCK_WAIT_SECONDS -> summary(Names.LOCK_WAIT, "Waits for another process's load.", SECONDS);
            case REBUILD_SECONDS -> summary(Names.REBUILD_DURATION, "Loads whose answer could be cached.", SECONDS);
        };
    }

    private DistributionSummary summary(String name, String description, double... buckets) {
        return DistributionSummary.builder(name)
                .description(description)
                .tags(cache)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }
}
