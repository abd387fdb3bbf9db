package dev.corral.node.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * All that a node tells Prometheus of itself and of its caches, read when it is asked for.
 *
 * <p>Beside the framework's registry: to make each reading known to that one took longer than all else about a cache,
 * and to enter a duration there was one of the dearest steps of a hit.
 */
@Singleton
public final class NodeMetrics extends Collector {

    private final List<Consumer<Scrape>> sources = new CopyOnWriteArrayList<>();

    public NodeMetrics(CollectorRegistry exported) {
        exported.register(this);
    }

    /** Of one cache: to be asked for once. */
    public CacheEvents events(String cache) {
        CacheEvents events = new CacheEvents(cache);
        sources.add(events::tell);
        return events;
    }

    /**
     * Of one cache: to be asked for once.
     *
     * @param layers all that a chain of the cache can have, outermost first
     */
    public CacheMeters meters(String cache, List<String> layers) {
        CacheMeters meters = new CacheMeters(cache, layers);
        sources.add(meters::tell);
        return meters;
    }

    /** @param labels their values, in the metric's order */
    public void gauge(Metric metric, DoubleSupplier reading, String... labels) {
        sources.add(families -> families.add(metric, reading.getAsDouble(), labels));
    }

    /** @param label of the one label that it has */
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
