package dev.corral.lab.report.page;

import dev.corral.lab.drill.DrillReport;
import dev.corral.lab.drill.DrillText;
import dev.corral.lab.drill.HerdRow;
import dev.corral.lab.text.Text;
import java.util.Map;

/** The page of {@code ./corral drill}: the table of the herds, and every promise. */
final class DrillPage {

    private DrillPage() {}

    static String of(DrillReport report) {
        String body = Template.fill(
                "drill.html",
                Map.of(
                        "sentence", sentence(report),
                        "promises", Checks.summary(report.checks()),
                        "herds", Html.table(DrillText.grid(report)),
                        "checks", Checks.listOfRungs(report.checks()),
                        "conditions", DrillText.conditions(report)));
        return Page.of("Corral: drill", body, Map.of());
    }

    private static String sentence(DrillReport report) {
        long caused = report.rows().stream()
                .map(HerdRow::unmeasured)
                .filter(why -> why == null)
                .count();
        return caused == 1
                ? "One herd was caused, seen by its alert, and ended by the runbook."
                : Text.of("%d herds were caused, seen by their alerts, and ended by the runbook.", caused);
    }
}
