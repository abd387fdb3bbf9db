package dev.corral.lab.bench;

import dev.corral.lab.report.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The bench for readers: a line a floor. */
public final class BenchText {

    private BenchText() {}

    /** For a terminal. */
    public static String text(BenchReport report) {
        return report.checks().stream().map(Object::toString).collect(Collectors.joining("\n", "", "\n"));
    }

    /** The table and its conditions, for a document. */
    public static String table(BenchReport report) {
        return grid(report).markdown() + "\n" + conditions(report);
    }

    public static Grid grid(BenchReport report) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("measure", "floor", "seen", "beside it", ""));
        report.measures().stream()
                .flatMap(measured -> measured.verdicts().stream())
                .forEach(verdict -> lines.add(List.of(
                        verdict.what(),
                        verdict.floor(),
                        verdict.seen(),
                        verdict.beside(),
                        verdict.kept() ? "kept" : "MISSED")));
        return new Grid(lines);
    }

    public static String conditions(BenchReport report) {
        return String.format(
                Locale.ROOT,
                "Commit %s, %s.%n",
                report.conditions().commit(),
                report.conditions().machine());
    }
}
