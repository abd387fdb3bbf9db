package dev.corral.lab.report.page;

import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Row;
import dev.corral.lab.measure.Timeline;
import dev.corral.lab.report.LadderOrder;
import dev.corral.lab.report.Report;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The section of one rung: its purpose, the change it made, its charts, and its promises. */
record RungSection(Report report, RawFolder folder) {

    /** @param timeline the time line, if the raw data exists */
    String of(int number, Row row, Optional<Timeline> timeline) throws IOException {
        RungStory story = RungStory.of(row.rung());
        return Template.fill(
                "rung.html",
                Map.of(
                        "rung", row.rung(),
                        "step", String.valueOf(number),
                        "herd", story.herd(),
                        "adds", story.adds(),
                        "facts", facts(row, before(row)),
                        "charts",
                                timeline.map(times -> charts(row.rung(), times))
                                        .orElse("<p class=\"none\">The folder of the report has no raw data of this "
                                                + "rung.</p>"),
                        "layers",
                                folder.probes(row.rung())
                                        .map(Waterfall::of)
                                        .orElse("<p class=\"none\">The folder of the report has no probe counts.</p>"),
                        "checks", checks(row.rung())));
    }

    private static String charts(String rung, Timeline timeline) {
        return Template.fill(
                "charts.html",
                Map.of("rung", rung, "bin", String.valueOf(timeline.binMillis()), "peak", Html.count(timeline.peak())));
    }

    /** The row of the previous rung; empty if that rung is void. */
    private Optional<Row> before(Row row) {
        Optional<Row> before = Optional.empty();
        for (LadderOrder.Place place : LadderOrder.of(report)) {
            if (place.row().filter(each -> each == row).isPresent()) {
                return before;
            }
            before = place.row();
        }
        return Optional.empty();
    }

    private static String facts(Row row, Optional<Row> before) {
        return fact("hot-key queries per boundary", row, before, Row::hotMedian, "")
                + fact("peak product queries in 100 ms", row, before, Row::productPeak, "")
                + fact("absent-key queries per second", row, before, Row::absentPerSecond, "")
                + fact("origin queries per second", row, before, Row::queriesPerSecond, "")
                + fact("reads that waited for a load", row, before, each -> each.missRate() * 100, " %")
                + fact("p99 at boundaries", row, before, RungSection::p99, " ms")
                + (row.nearShare() == 0
                        ? ""
                        : fact("hot-key reads served by the near cache", row, before, RungSection::near, " %"));
    }

    private static double near(Row row) {
        return row.nearShare() * 100;
    }

    static double p99(Row row) {
        return row.samplesAtBoundary() == 0 ? Double.NaN : row.p99AtBoundary();
    }

    private static String fact(String name, Row row, Optional<Row> before, ToDoubleFunction<Row> number, String unit) {
        String now = Html.number(number.applyAsDouble(row));
        String was = before.map(each -> Html.number(number.applyAsDouble(each))).orElse("-");
        String change = was.equals("-") ? "" : was.equals(now) ? "as before" : "before: " + was + unit;
        return Text.of(
                "<div%s><dt>%s</dt><dd>%s<small>%s</small></dd></div>",
                change.startsWith("before") && lower(number, row, before) ? " class=\"better\"" : "",
                name,
                now.equals("-") ? now : now + unit,
                change);
    }

    /**
     * Whether the number is at least a third lower than on the previous rung; a smaller change is not attributed to the
     * rung.
     */
    private static boolean lower(ToDoubleFunction<Row> number, Row row, Optional<Row> before) {
        return before.filter(each -> number.applyAsDouble(row) * 1.5 <= number.applyAsDouble(each))
                .isPresent();
    }

    private String checks(String rung) {
        List<Check> own = report.checks().stream()
                .filter(check -> check.rung().equals(rung))
                .toList();
        return own.isEmpty() ? "<p class=\"none\">This rung has no promises.</p>" : Checks.list(own, Checks::item);
    }
}
