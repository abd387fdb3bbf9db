package dev.corral.lab.bench;

import dev.corral.lab.measure.Check;
import dev.corral.lab.report.Conditions;
import dev.corral.lab.report.ReportFormat;
import dev.corral.lab.report.RunReport;
import dev.corral.lab.scenario.Scenario;
import java.util.ArrayList;
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
        int schemaVersion, String kind, Conditions conditions, Scenario scenario, List<Measured> measures)
        implements RunReport {

    public static final ReportFormat<BenchReport> FORMAT = ReportFormat.of(
            "bench",
            BenchReport.class,
            report -> report.conditions != null && report.measures != null && !report.measures.isEmpty());

    private static final int SCHEMA = 1;

    public static BenchReport of(Conditions conditions, Scenario scenario, List<Measured> measures) {
        return new BenchReport(SCHEMA, FORMAT.kind(), conditions, scenario, measures);
    }

    @Override
    public String markdown() {
        return "# Bench\n\n" + BenchText.table(this);
    }

    /** The checks of the measures that were run; a measure that was not run has neither kept nor missed a limit. */
    @Override
    public List<Check> checks() {
        return measures.stream()
                .filter(Measured::held)
                .flatMap(measured -> measured.verdicts().stream().map(verdict -> verdict.check(measured.name())))
                .toList();
    }

    /** The measures that could not be run, and those that were left out; a report of the tables lacks none. */
    @Override
    public List<String> lacking() {
        List<String> names = measures.stream().map(Measured::name).toList();
        List<String> lacking = new ArrayList<>(voids().keySet());
        if (!BenchText.isOfColdStarts(names)) {
            lacking.addAll(Bench.usualWithout(names));
        }
        return lacking;
    }

    /** The measures that could not be run, each with its reason. */
    @Override
    public Map<String, String> voids() {
        Map<String, String> voids = new LinkedHashMap<>();
        measures.stream()
                .filter(measured -> !measured.held())
                .forEach(measured -> voids.put(
                        measured.name(), measured.verdicts().getFirst().beside()));
        return voids;
    }
}
