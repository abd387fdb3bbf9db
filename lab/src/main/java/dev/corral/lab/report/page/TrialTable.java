package dev.corral.lab.report.page;

import dev.corral.lab.report.Findings;
import dev.corral.lab.report.Report;
import java.util.Map;

/** The table of a report's trials, if there are any. Each trial leaves one mitigation out and counts the harm. */
final class TrialTable {

    private TrialTable() {}

    static String section(Report report) {
        return report.trials().isEmpty()
                ? ""
                : Template.fill("trials.html", Map.of("table", Html.table(Findings.grid(report))));
    }
}
