package dev.corral.lab.bench;

import dev.corral.lab.report.Grid;
import dev.corral.lab.report.Voids;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results of the bench as text, one line per limit. */
public final class BenchText {

    private BenchText() {}

    /** Returns the results for a terminal. */
    public static String text(BenchReport report) {
        return report.checks().stream().map(check -> check + "\n").collect(Collectors.joining())
                + Voids.text(report.voids());
    }

    /** Returns a Markdown table and the conditions of the run. */
    public static String table(BenchReport report) {
        return grid(report).markdown() + "\n" + conditions(report);
    }

    public static Grid grid(BenchReport report) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("measure", "floor", "seen", "beside it", ""));
        report.measures().forEach(measured -> measured.verdicts()
                .forEach(verdict -> lines.add(List.of(
                        verdict.what(),
                        verdict.floor(),
                        verdict.seen(),
                        verdict.beside(),
                        !measured.held() ? "void" : verdict.kept() ? "kept" : "MISSED"))));
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
