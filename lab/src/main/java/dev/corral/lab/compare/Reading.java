package dev.corral.lab.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.report.WrittenReport;
import dev.corral.lab.scopes.ScopesReport;
import dev.corral.lab.scopes.ScopesText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A report of either kind for a comparison: its fleets, and the conditions that may cause a difference.
 *
 * @param surroundings the conditions and options as they are in the report
 * @param parts one part for a report of the lab; one part per size of fleet for a report of scopes
 */
public record Reading(Path file, String kind, JsonNode surroundings, List<Part> parts) {

    /** @throws LabException in one sentence, if the file cannot be read or is not such a report */
    public static Reading read(Path file) {
        WrittenReport written = WrittenReport.read(file);
        boolean scopes = written.kind().equals(ScopesReport.FORMAT.kind());
        if (!scopes && !written.kind().equals(WrittenReport.LAB)) {
            throw new LabException(file + " is a report of the kind '" + written.kind()
                    + "'; compare takes two of ./corral lab or two of ./corral scopes: name such reports");
        }
        if (!(written.json() instanceof ObjectNode report)
                || !report.path("conditions").isObject()) {
            throw written.foreign(null);
        }
        List<Part> parts = new ArrayList<>();
        if (scopes) {
            report.path("sizes").forEach(size -> parts.add(Part.of(ScopesText.nodes(nodes(size)), written, size)));
        } else {
            parts.add(Part.of("", written, report));
        }
        if (parts.isEmpty()) {
            throw written.foreign(null);
        }
        return new Reading(file, scopes ? ScopesReport.FORMAT.kind() : WrittenReport.LAB, surroundings(report), parts);
    }

    private static int nodes(JsonNode size) {
        return size.path("scenario").path("nodes").asInt();
    }

    private static JsonNode surroundings(ObjectNode report) {
        return report.deepCopy().retain(List.of("schemaVersion", "without", "conditions"));
    }
}
