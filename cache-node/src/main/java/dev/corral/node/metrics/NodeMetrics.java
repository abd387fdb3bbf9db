package dev.corral.node.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import jakarta.inject.Singleton;
import java.util.List;
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

    public NodeMetrics(CollectorRegistry exported) {
        exported.register(this);
    }

    /** Creates the event counters of one cache; must be called once per cache. */
    public CacheEvents events(String cache) {
        CacheEvents events = new CacheEvents(cache);
        sources.add(events::tell);
        return events;
    }

    /**
     * Creates the meters of one cache; must be called once per cache.
     *
     * @param layers all layers that a chain of the cache can have, outermost first
     */
    public CacheMeters meters(String cache, List<String> layers) {
        CacheMeters meters = new CacheMeters(cache, layers);
        sources.add(meters::tell);
        return meters;
    }

    /** @param labels the values of the labels, in the metric's order */
    public void gauge(Metric metric, DoubleSupplier reading, String... labels) {
        sources.add(families -> families.add(metric, reading.getAsDouble(), labels));
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
