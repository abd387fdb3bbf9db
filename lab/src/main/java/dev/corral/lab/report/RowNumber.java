package dev.corral.lab.report;

import dev.corral.lab.measure.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The numbers of a rung that can be compared between two runs. */
enum RowNumber {
    HOT("hot-key queries per boundary, median", Row::hotMedian),
    HOT_MAX("hot-key queries per boundary, most", row -> row.hotPerBoundary().isEmpty() ? Double.NaN : row.hotMax()),
    PEAK("peak product queries in 100 ms", Row::productPeak),
    DUPLICATES("duplicate queries", Row::duplicates),
    ABSENT("absent-key queries per second", Row::absentPerSecond),
    QUERIES("origin queries per second", Row::queriesPerSecond),
    AMPLIFICATION("amplification", Row::amplification),
    P50("p50, ms", Row::p50),
    P99_AT("p99 at boundaries, ms", row -> row.samplesAtBoundary() == 0 ? Double.NaN : row.p99AtBoundary()),
    P99_BETWEEN("p99 between, ms", row -> row.samplesBetween() == 0 ? Double.NaN : row.p99Between()),
    MISS("reads that waited, %", row -> row.missRate() * 100),
    STALE("reads served stale, %", row -> row.staleShare() * 100),
    ERRORS("errors", Row::errors);

    private final String label;
    private final ToDoubleFunction<Row> of;

    RowNumber(String label, ToDoubleFunction<Row> of) {
        this.label = label;
        this.of = of;
    }

    /** Those that both have: rung, number, before, after, change. */
    static List<List<String>> lines(String rung, Row before, Row after) {
        List<List<String>> lines = new ArrayList<>();
        Arrays.stream(values()).forEach(number -> {
            double was = number.of.applyAsDouble(before);
            double is = number.of.applyAsDouble(after);
            if (!Double.isNaN(was) || !Double.isNaN(is)) {
                lines.add(List.of(lines.isEmpty() ? rung : "", number.label, plain(was), plain(is), change(was, is)));
            }
        });
        return lines;
    }

    /** A factor; a difference where there was nothing to multiply. */
    private static String change(double was, double is) {
        if (Double.isNaN(was) || Double.isNaN(is)) {
            return "-";
        }
        if (plain(was).equals(plain(is))) {
            return "same";
        }
        return was == 0 ? "+" + plain(is) : "x " + String.format(Locale.ROOT, "%.2f", is / was);
    }

    private static String plain(double number) {
        if (Double.isNaN(number)) {
            return "-";
        }
        return String.format(Locale.ROOT, number == Math.rint(number) ? "%.0f" : "%.1f", number);
    }
}
