package dev.corral.lab.report.page;

import dev.corral.lab.experiment.Counts;
import dev.corral.lab.fault.BreakReport;
import dev.corral.lab.fault.FaultRow;
import dev.corral.lab.measure.Check;
import dev.corral.lab.text.Text;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        return Page.of("Corral: faults", body, Map.of());
    }

    private static String sentence(BreakReport report) {
        long held = report.rows().stream().filter(row -> row.unfit() == null).count();
        return held == 1
                ? "One fault was injected under load, and once more without its mitigation."
                : Text.of("%d faults were injected under load, each again without its mitigation.", held);
    }

    private static String section(FaultRow row) {
        return Template.fill(
                "fault.html",
                Map.of(
                        "name", row.about().name(),
                        "breaks", row.about().breaks(),
                        "promise", row.about().promise(),
                        "control", row.about().control(),
                        "unfit", row.unfit() == null ? "" : "No result: " + row.unfit() + ".",
                        "with", counts(row.with()),
                        "without", counts(row.control()),
                        "checks", row.checks().stream().map(Checks::item).collect(Collectors.joining())));
    }

    private static String counts(Counts seen) {
        return Html.definitions(seen.counts().keySet().stream()
                .flatMap(name -> Stream.of(name, seen.text(name)))
                .toArray(String[]::new));
    }

    private static String method(BreakReport report) {
        return Html.definitions(
                "Fleet",
                Text.of(
                        "%d cache nodes, one Redis and one origin, each in its own process on one machine.",
                        report.scenario().nodes()),
                "Load",
                Text.of(
                        "Reads are sent at instants drawn beforehand: %s a second in all, unless a fault names another "
                                + "rate.",
                        Html.number(report.scenario().load().rate())),
                "Conditions",
                report.conditions().text(report.scenario().seed()));
    }
}
