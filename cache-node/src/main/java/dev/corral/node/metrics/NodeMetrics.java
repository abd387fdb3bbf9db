package dev.corral.node.metrics;

import dev.corral.guard.cache.PossibleCounts;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.runtime.SystemClock;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Exports all metrics of a node and of its caches; they are read at each scrape.
 *
 * <p>It does not use the framework's registry: to register each reading there took longer than everything else about a
 * cache, and to record a duration there was one of the most expensive steps of a hit.
 */
@Singleton
public final class NodeMetrics extends Collector {

    private final List<Consumer<Scrape>> sources = new CopyOnWriteArrayList<>();
    private final Map<String, Supplier<PossibleCounts>> possible = new ConcurrentHashMap<>();
    private final Clock clock;

    @Inject
    public NodeMetrics(CollectorRegistry exported) {
        this(exported, new SystemClock());
    }

    /** @param clock for the maxima of the last seconds */
    NodeMetrics(CollectorRegistry exported, Clock clock) {
        this.clock = clock;
        exported.register(this);
    }

    /** Creates the event counters of one cache; must be called once per cache. */
    public CacheEvents events(String cache) {
        CacheEvents events = new CacheEvents(cache, clock, () -> possible(cache));
        sources.add(events::tell);
        return events;
    }

    /**
     * Creates the meters of one cache; must be called once per cache.
     *
     * @param any the counts of all chains that the cache can have; no other outcome is ever exported
     */
    public CacheMeters meters(String cache, PossibleCounts any) {
        CacheMeters meters = new CacheMeters(cache, any, () -> possible(cache));
        sources.add(meters::tell);
        return meters;
    }

    /**
     * Exports these outcomes and events of a cache from the start, while its settings allow them. Those of its other
     * chains are exported when they first happen.
     */
    public void expect(String cache, Supplier<PossibleCounts> counts) {
        possible.put(cache, counts);
    }

    private PossibleCounts possible(String cache) {
        return possible.getOrDefault(cache, () -> PossibleCounts.NONE).get();
    }

    /** @param labels the values of the labels, in the metric's order */
    public void gauge(Metric metric, DoubleSupplier reading, String... labels) {
        sources.add(families -> families.add(metric, reading.getAsDouble(), labels));
    }

    /**
     * Exports a reading while there is one.
     *
     * @param reading is empty while the value is unknown
     * @param labels the values of the labels, in the metric's order
     */
    public void optional(Metric metric, Supplier<OptionalLong> reading, String... labels) {
        sources.add(families -> reading.get().ifPresent(value -> families.add(metric, value, labels)));
    }

    /** Exports the chain of a cache in one line, as it is at each scrape. */
    public void chain(String cache, Supplier<String> chain) {
        sources.add(families -> families.add(Metric.STACK_INFO, 1, cache, chain.get()));
    }

    /**
     * Exports 1 for each of the label values that apply at a scrape.
     *
     * @param labels the values of the labels, in the metric's order
     */
    public void marks(Metric metric, Supplier<List<List<String>>> labels) {
        sources.add(families -> labels.get().forEach(values -> families.add(metric, 1, values.toArray(String[]::new))));
    }

    /** @param label the value of the metric's only label */
    public void counter(Metric metric, LongSupplier reading, Enum<?> label) {
        sources.add(families -> families.add(metric, reading.getAsLong(), Scrape.label(label)));
    }

    @Override
    public List<MetricFamilySamples> collect() {
        Scrape families = new Scrape();
        sources.forEach(source -> source.accept(families));
        return families.all();
    }
}
