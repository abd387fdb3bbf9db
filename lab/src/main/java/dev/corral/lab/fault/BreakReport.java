package dev.corral.lab.fault;

import dev.corral.lab.fleet.LabException;
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
 * What every fault has shown, as it is written to {@code break.json}.
 *
 * @param schemaVersion grows when a field changes its meaning or goes
 * @param kind tells it from other reports
 * @param seconds that it took
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

    /** @throws LabException in one sentence where the file cannot be read, or is something else */
    public static BreakReport read(Path json) {
        WrittenReport written = WrittenReport.read(json);
        if (!written.kind().equals(KIND)) {
            throw new LabException(json + " is no report of ./corral break: name the break.json that it has written");
        }
        BreakReport report = written.as(BreakReport.class);
        if (report.conditions == null || report.scenario == null || report.rows == null) {
            throw written.foreign(null);
        }
        return report;
    }

    /** As {@code break.json} and {@code break.md}. */
    public void write(Path folder) throws IOException {
        OutputFile.write(folder.resolve(FILE), ReportFiles.JSON.writeValueAsString(this) + "\n");
        OutputFile.write(folder.resolve("break.md"), BreakText.markdown(this));
    }

    public List<Check> checks() {
        return rows.stream().flatMap(row -> row.checks().stream()).toList();
    }

    /** What was tried and could not be measured, each with the reason. */
    public Map<String, String> voids() {
        Map<String, String> voids = new LinkedHashMap<>();
        rows.stream()
                .filter(FaultRow::inconclusive)
                .forEach(row -> voids.put(row.about().name(), row.unfit()));
        return voids;
    }

    /** Whether everything that was tried has shown something. */
    public boolean whole() {
        return rows.stream().noneMatch(FaultRow::inconclusive);
    }

    public boolean kept() {
        return checks().stream().allMatch(Check::kept);
    }
}
