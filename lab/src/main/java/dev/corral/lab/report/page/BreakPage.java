package dev.corral.lab.report.page;

import dev.corral.lab.fault.BreakReport;
import dev.corral.lab.fault.FaultRow;
import dev.corral.lab.fault.Seen;
import dev.corral.lab.measure.Check;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of {@code ./corral break}: every fault, its promises, and the counts of the control. */
final class BreakPage {

    private BreakPage() {}

    static String of(BreakReport report) {
        List<Check> checks = report.checks();
        String body = Template.fill(
                "break.html",
                Map.of(
                        "sentence", sentence(report),
                        "promises", Checks.summary(checks),
                        "faults", report.rows().stream().map(BreakPage::section).collect(Collectors.joining()),
                        "method", method(report)));
        return Page.of("Corral: what broke", body, Map.of());
    }

    private static String sentence(BreakReport report) {
        long held = report.rows().stream().filter(row -> row.unfit() == null).count();
        return held == 1
                ? "One thing was broken under load, and once more without its cure."
                : String.format(
                        Locale.ROOT, "%d things were broken under load, and each once more without its cure.", held);
    }

    private static String section(FaultRow row) {
        return Template.fill(
                "fault.html",
                Map.of(
                        "name", row.about().name(),
                        "breaks", row.about().breaks(),
                        "promise", row.about().promise(),
                        "control", row.about().control(),
                        "unfit", row.unfit() == null ? "" : "Not held here: " + row.unfit() + ".",
                        "with", counts(row.with()),
                        "without", counts(row.control()),
                        "checks", row.checks().stream().map(Checks::item).collect(Collectors.joining())));
    }

    private static String counts(Seen seen) {
        return seen.counts().keySet().stream()
                .map(name -> String.format(
                        Locale.ROOT, "<dt>%s</dt><dd>%s</dd>", Html.escape(name), Html.escape(seen.text(name))))
                .collect(Collectors.joining("", "<dl class=\"terms\">", "</dl>"));
    }

    private static String method(BreakReport report) {
        return Html.definitions(
                "Fleet",
                String.format(
                        Locale.ROOT,
                        "%d cache nodes, one Redis and one origin, each a process of its own on one machine.",
                        report.scenario().nodes()),
                "Load",
                String.format(
                        Locale.ROOT,
                        "Reads are sent at instants drawn beforehand, %s a second in all where nothing else is said.",
                        Html.number(report.scenario().load().rate())),
                "Made from",
                Method.madeFrom(report.conditions(), report.scenario()));
    }
}
