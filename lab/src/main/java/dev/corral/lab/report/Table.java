package dev.corral.lab.report;

import dev.corral.lab.measure.Ideal;
import dev.corral.lab.measure.Row;
import dev.corral.lab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The ladder as a table, as aligned text for a terminal or as Markdown. */
public final class Table {

    private static final List<String> HEAD = List.of(
            "rung",
            "hot/boundary",
            "by node",
            "peak/100ms",
            "dup",
            "absent/s",
            "origin/s",
            "ampl",
            "p50 ms",
            "p99 at boundary",
            "p99 between",
            "miss",
            "stale",
            "errors");

    private Table() {}

    public static String text(Report report) {
        return grid(report).text();
    }

    public static String markdown(Report report) {
        return grid(report).markdown();
    }

    public static Grid grid(Report report) {
        return new Grid(lines(report));
    }

    private static List<List<String>> lines(Report report) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        LadderOrder.of(report)
                .forEach(each -> lines.add(each.row().map(Table::line).orElseGet(() -> empty(each.rung()))));
        lines.add(ideal(report));
        return lines;
    }

    /** The line of a void rung, without numbers. */
    private static List<String> empty(String rung) {
        List<String> line = new ArrayList<>(java.util.Collections.nCopies(HEAD.size(), "-"));
        line.set(0, rung);
        line.set(1, "void");
        return line;
    }

    /** The cost of a boundary of the hot key as text. */
    public static String hot(Row row) {
        return Text.of("%s, max %d", plain(row.hotMedian()), row.hotMax());
    }

    private static List<String> line(Row row) {
        boolean caches = !row.hotPerBoundary().isEmpty();
        return List.of(
                row.rung(),
                caches ? hot(row) : "-",
                caches ? byNode(row.hotByNode()) : "-",
                String.valueOf(row.productPeak()),
                String.valueOf(row.duplicates()),
                Text.of("%.1f", row.absentPerSecond()),
                Text.of("%.1f", row.queriesPerSecond()),
                Text.of("%.1f", row.amplification()),
                Text.of("%.1f", row.p50()),
                caches ? p99(row.p99AtBoundary(), row.samplesAtBoundary()) : "-",
                p99(row.p99Between(), row.samplesBetween()),
                Text.of("%.1f%%", row.missRate() * 100),
                Text.of("%.1f%%", row.staleShare() * 100),
                String.valueOf(row.errors()));
    }

    private static List<String> ideal(Report report) {
        Ideal ideal = report.ideal();
        double seconds = report.scenario().duration().toNanos() / 1e9;
        List<String> line = new ArrayList<>(java.util.Collections.nCopies(HEAD.size(), "-"));
        line.set(0, "ideal");
        line.set(1, "1, max 1");
        line.set(4, "0");
        line.set(5, Text.of("%.1f", ideal.absent() / seconds));
        line.set(6, Text.of("%.1f", ideal.queries() / seconds));
        line.set(7, "1.0");
        return line;
    }

    private static String byNode(Map<String, Integer> byNode) {
        return byNode.values().stream().map(String::valueOf).collect(Collectors.joining("/"));
    }

    private static String p99(double millis, long samples) {
        return samples == 0 ? "-" : Text.of("%.1f (%d)", millis, samples);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
