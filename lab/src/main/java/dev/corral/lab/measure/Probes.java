package dev.corral.lab.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The counts of the probes of one cache, on one node or on all of them. The counters only increase; the difference of
 * two readings is the effect of a run.
 *
 * @param layers the layers in order, the outermost first and the origin last
 */
public record Probes(String cache, List<String> layers, List<Flow> flows) {

    private static final Pattern SAMPLE =
            Pattern.compile("cache_layer_(requests|outcomes)_total\\{([^}]*)}\\s+([0-9.eE+]+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /** Parses the metrics that a node exports at {@code /q/metrics}. */
    public static Probes parse(String cache, List<String> layers, String metrics) {
        Map<String, Flow> flows = new LinkedHashMap<>();
        metrics.lines().map(SAMPLE::matcher).filter(Matcher::lookingAt).forEach(sample -> {
            Map<String, String> labels = labels(sample.group(2));
            if (cache.equals(labels.get("cache"))) {
                Flow flow = flow(labels, sample.group(1), (long) Double.parseDouble(sample.group(3)));
                flows.merge(key(flow), flow, (one, other) -> one.with(other, 1));
            }
        });
        return new Probes(cache, layers, List.copyOf(flows.values()));
    }

    private static Flow flow(Map<String, String> labels, String kind, long count) {
        boolean requests = kind.equals("requests");
        return new Flow(
                labels.get("layer"),
                labels.get("purpose"),
                requests ? count : 0,
                requests ? Map.of() : Map.of(labels.get("outcome"), count));
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }

    public Probes plus(Probes other) {
        return with(other, 1);
    }

    public Probes minus(Probes before) {
        return with(before, -1);
    }

    private Probes with(Probes other, int sign) {
        Map<String, Flow> sums = new LinkedHashMap<>();
        flows.forEach(flow -> sums.put(key(flow), flow));
        other.flows.forEach(flow -> sums.merge(
                key(flow),
                Flow.none(flow.layer(), flow.purpose()).with(flow, sign),
                (one, signed) -> one.with(signed, 1)));
        return new Probes(cache, layers, List.copyOf(sums.values()));
    }

    private static String key(Flow flow) {
        return flow.layer() + " " + flow.purpose();
    }

    /** Returns the effect of each layer on the requests that reached it, the outermost layer first. */
    public List<Absorbed> absorbed() {
        List<Absorbed> all = new ArrayList<>();
        for (int each = 0; each < layers.size(); each++) {
            List<List<Flow>> inside = layers.subList(each + 1, layers.size()).stream()
                    .map(this::of)
                    .toList();
            all.add(Absorbed.between(layers.get(each), of(layers.get(each)), inside));
        }
        return all;
    }

    private List<Flow> of(String layer) {
        return flows.stream().filter(flow -> flow.layer().equals(layer)).toList();
    }
}
