package dev.corral.lab.command;

import dev.corral.lab.bench.BenchReport;
import dev.corral.lab.bench.BenchText;
import dev.corral.lab.drill.DrillReport;
import dev.corral.lab.drill.DrillText;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.fault.BreakReport;
import dev.corral.lab.fault.BreakText;
import dev.corral.lab.report.Documents;
import dev.corral.lab.report.Report;
import dev.corral.lab.report.ReportFormat;
import dev.corral.lab.report.WrittenReport;
import dev.corral.lab.scaling.ScalingReport;
import dev.corral.lab.scaling.ScalingText;
import dev.corral.lab.scopes.ScopesReport;
import dev.corral.lab.scopes.ScopesText;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A kind of report whose numbers are published in documents. */
public enum Publication {
    LADDER(
            Report.FORMAT,
            "docs/ladder.json",
            List.of("README.md", "docs/ladder.md", "docs/layers.md"),
            Documents::blocks,
            Report::lacking),
    SCOPES(
            ScopesReport.FORMAT,
            "docs/scopes-on-kubernetes.json",
            List.of("README.md"),
            report -> table("scopes-on-kubernetes", ScopesText.table(report)),
            ScopesReport::lacking),
    SCALING(
            ScalingReport.FORMAT,
            "docs/scaling.json",
            List.of("docs/simulation.md"),
            report -> table("scaling", ScalingText.table(report)),
            report -> List.of()),
    BREAK(
            BreakReport.FORMAT,
            "docs/break.json",
            List.of("docs/failures.md"),
            report -> table("break", BreakText.table(report)),
            BreakReport::lacking),
    BENCH(
            BenchReport.FORMAT,
            "docs/bench.json",
            List.of("README.md", "docs/benchmarks.md"),
            BenchText::blocks,
            BenchReport::lacking),
    DRILL(
            DrillReport.FORMAT,
            "docs/drill.json",
            List.of("docs/drill.md"),
            report -> table("drill", DrillText.table(report)),
            DrillReport::lacking);

    private final String kind;
    private final String report;
    private final List<String> documents;
    private final Function<Path, Map<String, String>> blocks;
    private final Function<Path, List<String>> lacking;

    <T> Publication(
            ReportFormat<T> format,
            String report,
            List<String> documents,
            Function<T, Map<String, String>> blocks,
            Function<T, List<String>> lacking) {
        this.kind = format.kind();
        this.report = report;
        this.documents = documents;
        this.blocks = file -> blocks.apply(format.read(file));
        this.lacking = file -> lacking.apply(format.read(file));
    }

    static Publication of(WrittenReport written) {
        return Arrays.stream(values())
                .filter(each -> each.kind.equals(written.kind()))
                .findFirst()
                .orElse(LADDER);
    }

    /** @throws LabException if a part of the report was not measured, or a rung of the ladder was not run */
    void requireWhole(Path file) {
        List<String> missing = lacking.apply(file);
        if (!missing.isEmpty()) {
            throw new LabException(file + " has no numbers of " + String.join(", ", missing)
                    + "; a published report must have all of them: run the command again without leaving any out");
        }
    }

    private static Map<String, String> table(String marker, String table) {
        return Map.of(marker, "\n" + table + "\n");
    }

    /** The path of the report next to the documents. */
    public String report() {
        return report;
    }

    /** The documents that contain its numbers. */
    public List<String> documents() {
        return documents;
    }

    /** Returns the texts for the documents from the report in that file, by marker. */
    public Map<String, String> blocks(Path file) {
        return blocks.apply(file);
    }
}
