package dev.corral.lab.report;

import dev.corral.lab.measure.Row;
import dev.corral.lab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The change from each rung to the next: the number that the added layer is meant to improve. */
final class Steps {

    private record Step(String from, String to, String number, Function<Row, String> of) {}

    private static final List<Step> STEPS = List.of(
            new Step("none", "naive", "origin queries per second", row -> Text.of("%.0f", row.queriesPerSecond())),
            new Step("naive", "single-flight", "hot-key queries per boundary, median", Steps::hot),
            new Step("single-flight", "lock", "hot-key queries per boundary, median", Steps::hot),
            new Step("lock", "swr", "reads of existing rows that waited for a load", Steps::waited),
            new Step("lock", "swr", "hot-key p99 at boundaries, ms", row -> Text.of("%.1f", row.p99AtBoundary())),
            new Step("swr", "jitter", "peak product-key queries in 100 ms", row -> String.valueOf(row.productPeak())),
            new Step(
                    "jitter",
                    "negative",
                    "absent-key queries per second",
                    row -> Text.of("%.1f", row.absentPerSecond())));

    private Steps() {}

    static String markdown(Report report) {
        List<String> lines = new ArrayList<>(List.of("| layer | number | before it | with it |", "|---|---|--:|--:|"));
        for (Step step : STEPS) {
            Optional<Row> from = row(report, step.from);
            Optional<Row> to = row(report, step.to);
            if (from.isPresent() && to.isPresent()) {
                lines.add(Text.of(
                        "| %s | %s | %s | %s |",
                        step.to, step.number, step.of.apply(from.get()), step.of.apply(to.get())));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static Optional<Row> row(Report report, String rung) {
        return report.rows().stream().filter(row -> row.rung().equals(rung)).findFirst();
    }

    private static String hot(Row row) {
        return Text.of("%.0f", row.hotMedian());
    }

    private static String waited(Row row) {
        return Text.of("%.1f %%", row.missRate() * 100);
    }
}
