package dev.corral.lab.command;

import dev.corral.lab.bench.BenchReport;
import dev.corral.lab.bench.BenchText;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.fault.BreakReport;
import dev.corral.lab.fault.BreakText;
import dev.corral.lab.report.Documents;
import dev.corral.lab.report.Report;
import dev.corral.lab.report.WrittenReport;
import dev.corral.lab.scaling.ScalingReport;
import dev.corral.lab.scaling.ScalingText;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scopes.ScopesReport;
import dev.corral.lab.scopes.ScopesText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A kind of report whose numbers are published in documents. */
public enum Publication {
    LADDER(
            "docs/ladder.json",
            List.of("README.md", "docs/ladder.md", "docs/layers.md"),
            file -> Documents.blocks(Report.read(file))),
    SCOPES(
            "docs/scopes-on-kubernetes.json",
            List.of("README.md"),
            file -> table("scopes-on-kubernetes", ScopesText.table(ScopesReport.read(file)))),
    SCALING(
            "docs/scaling.json",
            List.of("docs/simulation.md"),
            file -> table("scaling", ScalingText.table(ScalingReport.read(file)))),
    BREAK(
            "docs/break.json",
            List.of("docs/failures.md"),
            file -> table("break", BreakText.table(BreakReport.read(file)))),
    BENCH(
            "docs/bench.json",
            List.of("README.md", "docs/benchmarks.md"),
            file -> BenchText.blocks(BenchReport.read(file)));

    private final String report;
    private final List<String> documents;
    private final Function<Path, Map<String, String>> blocks;

    Publication(String report, List<String> documents, Function<Path, Map<String, String>> blocks) {
        this.report = report;
        this.documents = documents;
        this.blocks = blocks;
    }

    static Publication of(WrittenReport written) {
        return switch (written.kind()) {
            case ScopesReport.KIND -> SCOPES;
            case ScalingReport.KIND -> SCALING;
            case BreakReport.KIND -> BREAK;
            case BenchReport.KIND -> BENCH;
            default -> LADDER;
        };
    }

    /** @throws LabException if a part of the report was not measured, or a rung of the ladder was not run */
    void requireWhole(Path file) {
        List<String> lacking = switch (this) {
            case LADDER -> lackingRungs(Report.read(file));
            case SCOPES -> List.copyOf(ScopesReport.read(file).voids().keySet());
            case BREAK -> List.copyOf(BreakReport.read(file).voids().keySet());
            case BENCH -> List.copyOf(BenchReport.read(file).voids().keySet());
            case SCALING -> List.of();
        };
        if (!lacking.isEmpty()) {
            throw new LabException(file + " has no numbers of " + String.join(", ", lacking)
                    + "; a published report must have all of them: run the command again without leaving any out");
        }
    }

    private static List<String> lackingRungs(Report report) {
        List<String> lacking = new ArrayList<>(report.voids().keySet());
        for (Rung rung : Rung.values()) {
            boolean there = report.rows().stream().anyMatch(row -> row.rung().equals(rung.cache()));
            if (!there && !lacking.contains(rung.cache())) {
                lacking.add(rung.cache());
            }
        }
        return lacking;
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
