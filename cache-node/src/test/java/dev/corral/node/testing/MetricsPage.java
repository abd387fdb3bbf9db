package dev.corral.node.testing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A page of metrics as a server sends it, in the text format or in OpenMetrics. */
public final class MetricsPage {

    private static final List<String> OF_DISTRIBUTIONS = List.of("_bucket", "_count", "_sum");
    private static final Set<String> DISTRIBUTIONS = Set.of("histogram", "summary");
    private static final String OF_OPEN_COUNTERS = "_total";

    private final List<String> lines;
    private final boolean open;

    public MetricsPage(String text) {
        this.lines = text.lines().toList();
        this.open = lines.contains("# EOF");
    }

    /** The samples that have this label, written as {@code name="value"}, without their values. */
    public Set<String> series(String label) {
        return samples().stream()
                .filter(line -> line.contains(label))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of samples under which Prometheus finds no help or no type. */
    public Set<String> unexplained() {
        Set<String> helped = new HashSet<>();
        Map<String, String> types = new HashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ") && words.length == 4 && !words[3].isBlank()) {
                helped.add(words[2]);
            } else if (line.startsWith("# TYPE ")) {
                types.put(words[2], words[3]);
            }
        }
        Set<String> unexplained = new TreeSet<>();
        for (String sample : samples()) {
            String name = sample.split("[ {]", 2)[0];
            String family = family(name, types);
            if (!helped.contains(family) || !types.containsKey(family)) {
                unexplained.add(name);
            }
        }
        return unexplained;
    }

    private List<String> samples() {
        return lines.stream()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /** Returns the name under which Prometheus looks up the help and the type of a sample. */
    private String family(String name, Map<String, String> types) {
        for (String suffix : OF_DISTRIBUTIONS) {
            String family = without(suffix, name);
            if (DISTRIBUTIONS.contains(types.getOrDefault(family, ""))) {
                return family;
            }
        }
        return open ? without(OF_OPEN_COUNTERS, name) : name;
    }

    private static String without(String suffix, String name) {
        return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    }
}
