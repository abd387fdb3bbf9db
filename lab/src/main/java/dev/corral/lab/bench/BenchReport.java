package dev.corral.lab.bench;

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
 * The results of the bench, as they are written to {@code bench.json}.
 *
 * @param schemaVersion incremented when a field is removed or changes its meaning
 * @param kind distinguishes this report from the other kinds
 */
public record BenchReport(
        int schemaVersion, String kind, Conditions conditions, Scenario scenario, List<Measured> measures) {

    public static final String KIND = "bench";
    public static final String FILE = "bench.json";

    private static final int SCHEMA = 1;

    public static BenchReport of(Conditions conditions, Scenario scenario, List<Measured> measures) {
        return new BenchReport(SCHEMA, KIND, conditions, scenario, measures);
    }

    /** @throws LabException in one sentence, if the file cannot be read or is not such a report */
    public static BenchReport read(Path json) {
        WrittenReport written = WrittenReport.read(json);
        if (!written.kind().equals(KIND)) {
            throw new LabException(
                    json + " is not a report of ./corral bench: name the bench.json that it has written");
        }
        BenchReport report = written.as(BenchReport.class);
        if (report.conditions == null || report.measures == null || report.measures.isEmpty()) {
            throw written.foreign(null);
        }
        return report;
    }

    /** Writes the report as {@code bench.json} and {@code bench.md}. */
    public void write(Path folder) throws IOException {
        OutputFile.write(folder.resolve(FILE), ReportFiles.JSON.writeValueAsString(this) + "\n");
        OutputFile.write(folder.resolve("bench.md"), "# Bench\n\n" + BenchText.table(this));
    }

    /** The checks of the measures that were run; a measure that was not run has neither kept nor missed a limit. */
    public List<Check> checks() {
        return measures.stream()
                .filter(Measured::held)
                .flatMap(measured -> measured.verdicts().stream().map(verdict -> verdict.check(measured.name())))
                .toList();
    }

    /** The measures that could not be run, each with its reason. */
    public Map<String, String> voids() {
        Map<String, String> voids = new LinkedHashMap<>();
        measures.stream()
                .filter(measured -> !measured.held())
                .forEach(measured -> voids.put(
                        measured.name(), measured.verdicts().getFirst().beside()));
        return voids;
    }

    /** Whether every measure was run. */
    public boolean whole() {
        return measures.stream().allMatch(Measured::held);
    }

    public boolean kept() {
        return checks().stream().allMatch(Check::kept);
    }
}
