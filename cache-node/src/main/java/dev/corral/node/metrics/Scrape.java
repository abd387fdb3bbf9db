package dev.corral.node.metrics;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.exemplars.Exemplar;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The samples of one scrape, grouped by metric, from all sources. */
final class Scrape {

    private final Map<Metric, List<Sample>> samples = new EnumMap<>(Metric.class);

    Scrape() {
        for (Metric metric : Metric.values()) {
            samples.put(metric, new ArrayList<>());
        }
    }

    /** @param labels the values of the labels, in the metric's order */
    void add(Metric metric, double value, String... labels) {
        add(metric, "", value, labels);
    }

    void add(Metric metric, String suffix, double value, String... labels) {
        add(metric, suffix, metric.labels(), value, labels);
    }

    void add(Metric metric, String suffix, List<String> names, double value, String... labels) {
        samples.get(metric).add(new Sample(metric.prometheus() + suffix, names, List.of(labels), value));
    }

    /** @param exemplar a value of the bucket with the id of its trace; null if there is none */
    void addBucket(Metric metric, List<String> names, double value, Exemplar exemplar, String... labels) {
        samples.get(metric).add(new Sample(metric.prometheus() + "_bucket", names, List.of(labels), value, exemplar));
    }

    List<MetricFamilySamples> all() {
        List<MetricFamilySamples> all = new ArrayList<>(samples.size());
        samples.forEach((metric, told) ->
                all.add(new MetricFamilySamples(metric.prometheus(), metric.type(), metric.help(), told)));
        return all;
    }

    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
