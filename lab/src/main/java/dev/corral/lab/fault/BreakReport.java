package dev.corral.lab.fault;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.measure.Check;
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
 * The results of all faults, as they are written to {@code break.json}.
 *
 * @param schemaVersion incremented when a field is removed or changes its meaning
 * @param kind distinguishes this report from the other kinds
 * @param seconds the duration of the run
 */
public record BreakReport(
        int schemaVersion,
        String kind,
        Conditions conditions,
        Scenario scenario,
        boolean quick,
        long seconds,
        List<FaultRow> rows) {

    public static final String KIND = "break";
    public static final String FILE = "break.json";

    private static final int SCHEMA = 1;

    public static BreakReport of(Scenario scenario, boolean quick, long seconds, List<FaultRow> rows) {
        return new BreakReport(SCHEMA, KIND, Conditions.here(), scenario, quick, seconds, rows);
    }

    /** @throws LabException in one sentence, if the file cannot be read or is not such a report */
    public static BreakReport read(Path json) {
        WrittenReport written = WrittenReport.read(json);
        if (!written.kind().equals(KIND)) {
            throw new LabException(
                    json + " is not a report of ./corral break: name the break.json that it has written");
        }
        BreakReport report = written.as(BreakReport.class);
        if (report.conditions == null || report.scenario == null || report.rows == null) {
            throw written.foreign(null);
        }
        return report;
    }

    /** Writes the report as {@code break.json} and {@code break.md}. */
    public void write(Path folder) throws IOException {
        OutputFile.write(folder.resolve(FILE), ReportFiles.JSON.writeValueAsString(this) + "\n");
        OutputFile.write(folder.resolve("break.md"), BreakText.markdown(this));
    }

    public List<Check> checks() {
        return rows.stream().flatMap(row -> row.checks().stream()).toList();
    }

    /** The faults that were tried and could not be measured, each with its reason. */
    public Map<String, String> voids() {
        Map<String, String> voids = new LinkedHashMap<>();
        rows.stream()
                .filter(FaultRow::inconclusive)
                .forEach(row -> voids.put(row.about().name(), row.unfit()));
        return voids;
    }

    /** Whether every fault that was tried has a result. */
    public boolean whole() {
        return rows.stream().noneMatch(FaultRow::inconclusive);
    }

    public boolean kept() {
        return checks().stream().allMatch(Check::kept);
    }
}
