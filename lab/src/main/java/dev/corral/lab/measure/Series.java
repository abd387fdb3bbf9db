package dev.corral.lab.measure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics that a process exports for Prometheus, at one moment. */
public record Series(List<Sample> samples) {

    private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{([^}]*)})?\\s+([0-9.eE+-]+|NaN)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /** One line of the metrics. */
    public record Sample(String name, Map<String, String> labels, double value) {}

    public static Series parse(String text) {
        return new Series(text.lines()
                .map(LINE::matcher)
                .filter(Matcher::lookingAt)
                .map(line -> new Sample(line.group(1), labels(line.group(2)), Double.parseDouble(line.group(3))))
                .toList());
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text == null ? "" : text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }

    /** The sum of the series of that name that have these labels, and possibly others. */
    public double sum(String name, Map<String, String> labels) {
        return samples.stream()
                .filter(each -> each.name.equals(name) && each.labels.entrySet().containsAll(labels.entrySet()))
                .mapToDouble(Sample::value)
                .sum();
    }
}
