package dev.corral.lab.report;

import dev.corral.lab.measure.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results of the trials, one line each, for a terminal or as Markdown. */
public final class Findings {

    private static final List<String> HEAD = List.of("mitigation", "harm it bounds", "number", "without it", "with it");

    private Findings() {}

    /** Returns an empty string if there are none. */
    public static String text(Report report) {
        int width = report.trials().stream()
                .mapToInt(each -> change(each).length())
                .max()
                .orElse(0);
        return report.trials().stream()
                .map(each -> String.format(
                        Locale.ROOT, "%-14s  %-" + width + "s  %s%n", each.mitigation(), change(each), each.number()))
                .collect(Collectors.joining());
    }

    private static String change(Finding each) {
        return each.without() + " -> " + each.with();
    }

    public static Grid grid(Report report) {
        List<List<String>> lines = new ArrayList<>(List.of(HEAD));
        report.trials().forEach(each -> lines.add(cells(each)));
        return new Grid(lines);
    }

    static String markdown(Report report) {
        List<String> lines = new ArrayList<>(List.of(line(HEAD), "|---|---|---|--:|--:|"));
        grid(report).body().forEach(each -> lines.add(line(each)));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> cells(Finding each) {
        return List.of(each.mitigation(), each.harm(), each.number(), each.without(), each.with());
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
