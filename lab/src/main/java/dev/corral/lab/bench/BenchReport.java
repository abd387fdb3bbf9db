package dev.corral.lab.bench;

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
 * What the bench has shown, as it is written to {@code bench.json}.
 *
 * @param schemaVersion grows when a field changes its meaning or goes
 * @param kind tells it from other reports
 */
public record BenchReport(
        int schemaVersion, String kind, Conditions conditions, Scenario scenario, List<Measured> measures) {

    public static final String KIND = "bench";
    public static final String FILE = "bench.json";

    private static final int SCHEMA = 1;

    public static BenchReport of(Conditions conditions, Scenario scenario, List<Measured> measures) {
        return new BenchReport(SCHEMA, KIND, conditions, scenario, measures);
    }

    /** @throws LabException in one sentence where the file cannot be read, or is something else */
    public static BenchReport read(Path json) {
        WrittenReport written = WrittenReport.read(json);
        if (!written.kind().equals(KIND)) {
            throw new LabException(json + " is no report of ./corral bench: name the bench.json that it has written");
        }
        BenchReport report = written.as(BenchReport.class);
        if (report.conditions == null || report.measures == null || report.measures.isEmpty()) {
            throw written.foreign(null);
        }
        return report;
    }

    /** As {@code bench.json} and {@code bench.md}. */
    public void write(Path folder) throws IOException {
        OutputFile.write(folder.resolve(FILE), ReportFiles.JSON.writeValueAsString(this) + "\n");
        OutputFile.write(folder.resolve("bench.md"), "# Bench\n\n" + BenchText.table(this));
    }

    /** Of what was measured: what was not has neither kept nor missed anything. */
    public List<Check> checks() {
        return measures.stream()
                .filter(Measured::held)
                .flatMap(measured -> measured.verdicts().stream().map(verdict -> verdict.check(measured.name())))
                .toList();
    }

    /** What could not be measured, each with the reason. */
    public Map<String, String> voids() {
        Map<String, String> voids = new LinkedHashMap<>();
        measures.stream()
                .filter(measured -> !measured.held())
                .forEach(measured -> voids.put(
                        measured.name(), measured.verdicts().getFirst().beside()));
        return voids;
    }

    /** Whether all that was to be measured was. */
    public boolean whole() {
        return measures.stream().allMatch(Measured::held);
    }

    public boolean kept() {
        return checks().stream().allMatch(Check::kept);
    }
}
