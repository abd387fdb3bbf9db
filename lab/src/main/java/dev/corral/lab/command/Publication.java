package dev.corral.lab.command;

import dev.corral.lab.fault.BreakReport;
import dev.corral.lab.fault.BreakText;
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

    public static final Publication BREAK = new Publication("docs/break.json", List.of("docs/failures.md"));

    static Publication of(WrittenReport written) {
        return switch (written.kind()) {
            case ScopesReport.KIND -> SCOPES;
            case BreakReport.KIND -> BREAK;
            default -> LADDER;
        };
    }

    /** What that report has to say, by marker. */
    public Map<String, String> blocks(Path file) {
        if (this.equals(BREAK)) {
            return Map.of("break", "\n" + BreakText.table(BreakReport.read(file)) + "\n");
        }
        return this.equals(SCOPES)
                ? Map.of("scopes-on-kubernetes", "\n" + ScopesText.table(ScopesReport.read(file)) + "\n")
                : Documents.blocks(WrittenReport.read(file).as(Report.class));
    }
}
