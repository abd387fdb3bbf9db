package dev.corral.lab.report.page;

import dev.corral.lab.bench.BenchReport;
import dev.corral.lab.bench.BenchText;
import java.util.Map;

/** The page of {@code ./corral bench}: every limit, the measured number, and the conditions. */
final class BenchPage {

    private BenchPage() {}

    static String of(BenchReport run) {
        String body = Template.fill(
                "bench.html",
                Map.of(
                        "promises",
                        Checks.summary(run.checks()),
                        "voids",
                        VoidPart.note(run.voids()),
                        "table",
                        Html.table(BenchText.grid(run)),
                        "checks",
                        Checks.listOfRungs(run.checks()),
                        "conditions",
                        BenchText.conditions(run)));
        return Page.of("Corral: bench", body, Map.of());
    }
}
