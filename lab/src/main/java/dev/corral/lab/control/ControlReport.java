package dev.corral.lab.control;

import dev.corral.lab.output.OutputFile;
import dev.corral.lab.report.Conditions;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.report.WrittenReport;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of all controls, as they are written to {@code controls.json}.
 *
 * @param schemaVersion incremented when a field is removed or changes its meaning
 * @param kind distinguishes this report from the other kinds
 * @param seconds the duration of the run
 */
public record ControlReport(
        int schemaVersion, String kind, Conditions conditions, Scenario scenario, long seconds, List<ControlRow> rows) {

    public static final String KIND = "controls";
    public static final String FILE = "controls.json";

    private static final int SCHEMA = 1;

    public static ControlReport of(Scenario scenario, long seconds, List<ControlRow> rows) {
        return new ControlReport(SCHEMA, KIND, Conditions.here(), scenario, seconds, rows);
    }

    /** @throws dev.corral.lab.ending.LabException in one sentence, if the file cannot be read or is not such a report */
    public static ControlReport read(Path json) {
        WrittenReport written = WrittenReport.read(json);
        if (!written.kind().equals(KIND)) {
            throw written.foreign(null);
        }
        ControlReport report = written.as(ControlReport.class);
        if (report.conditions == null || report.scenario == null || report.rows == null) {
            throw written.foreign(null);
        }
        return report;
    }

    /** Writes the report as {@code controls.json} and {@code controls.md}. */
    public void write(Path folder) throws IOException {
        OutputFile.write(folder.resolve(FILE), ReportFiles.JSON.writeValueAsString(this) + "\n");
        OutputFile.write(folder.resolve("controls.md"), ControlText.markdown(this));
    }

    /** The mitigations without which the promise was kept. */
    public List<String> kept() {
        return rows.stream()
                .filter(ControlRow::kept)
                .map(ControlRow::mitigation)
                .toList();
    }

    /** The controls that could not be measured, each with its reason. */
    public Map<String, String> voids() {
        Map<String, String> voids = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> !row.measured())
                .forEach(row -> voids.put("the control of " + row.mitigation(), row.reason()));
        return voids;
    }
}
