package dev.corral.lab.report;

import dev.corral.lab.measure.Row;
import dev.corral.lab.text.Text;
import java.util.ArrayList;
import java.util.List;

/** The ladder as a short table with one number per column, for readers who see it for the first time. */
final class LadderSummary {

    private static final List<String> HEAD = List.of(
            "rung",
            "queries per boundary",
            "p99 wait at a boundary, ms",
            "origin queries/s",
            "absent queries/s",
            "errors");

    private LadderSummary() {}

    static String markdown(Report report) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        report.rows().forEach(row -> lines.add(line(row)));
        return new Grid(lines).markdown();
    }

    private static List<String> line(Row row) {
        boolean caches = !row.hotPerBoundary().isEmpty();
        return List.of(
                row.rung(),
                caches ? whole(row.hotMedian()) : "-",
                row.samplesAtBoundary() == 0 ? "-" : whole(row.p99AtBoundary()),
                whole(row.queriesPerSecond()),
                whole(row.absentPerSecond()),
                String.valueOf(row.errors()));
    }

    private static String whole(double number) {
        return Text.of("%.0f", number);
    }
}
