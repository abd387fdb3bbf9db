package dev.corral.lab.command;

import dev.corral.lab.bench.BenchReport;
import dev.corral.lab.bench.BenchText;
import dev.corral.lab.report.Documents;
import dev.corral.lab.report.Report;
import dev.corral.lab.report.WrittenReport;
import dev.corral.lab.scopes.ScopesReport;
import dev.corral.lab.scopes.ScopesText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A kind of report whose numbers stand in documents.
 *
 * @param report its file beside the documents
 * @param documents that have its numbers
 */
public record Publication(String report, List<String> documents) {

    public static final Publication LADDER =
            new Publication("docs/ladder.json", List.of("README.md", "docs/layers.md"));
    public static final Publication SCOPES = new Publication("docs/scopes-on-kubernetes.json", List.of("README.md"));
    public static final Publication BENCH =
            new Publication("docs/bench.json", List.of("README.md", "docs/benchmarks.md"));

    static Publication of(WrittenReport written) {
        return switch (written.kind()) {
            case ScopesReport.KIND -> SCOPES;
            case BenchReport.KIND -> BENCH;
            default -> LADDER;
        };
    }

    /** What that report has to say, by marker. */
    public Map<String, String> blocks(Path file) {
        if (equals(SCOPES)) {
            return Map.of("scopes-on-kubernetes", "\n" + ScopesText.table(ScopesReport.read(file)) + "\n");
        }
        if (equals(BENCH)) {
            return Map.of("bench", "\n" + BenchText.table(BenchReport.read(file)) + "\n");
        }
        return Documents.blocks(WrittenReport.read(file).as(Report.class));
    }
}
