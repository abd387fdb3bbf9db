package dev.corral.lab.fault;

import dev.corral.lab.measure.Check;
import dev.corral.lab.report.Conditions;
import dev.corral.lab.report.ReportFormat;
import dev.corral.lab.report.RunReport;
import dev.corral.lab.scenario.Scenario;
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
        List<FaultRow> rows)
        implements RunReport {

    public static final ReportFormat<BreakReport> FORMAT = ReportFormat.of(
            "break",
            BreakReport.class,
            report -> report.conditions != null && report.scenario != null && report.rows != null);

    private static final int SCHEMA = 1;

    public static BreakReport of(Scenario scenario, boolean quick, long seconds, List<FaultRow> rows) {
        return new BreakReport(SCHEMA, FORMAT.kind(), Conditions.here(), scenario, quick, seconds, rows);
    }

    @Override
    public String text() {
        return "\n" + BreakText.text(this);
    }

    @Override
    public String markdown() {
        return BreakText.markdown(this);
    }

    @Override
    public List<Check> checks() {
        return rows.stream().flatMap(row -> row.checks().stream()).toList();
    }

    /** The faults that were tried and could not be measured, each with its reason. */
    @Override
    public Map<String, String> voids() {
        Map<String, String> voids = new LinkedHashMap<>();
        rows.stream()
                .filter(FaultRow::inconclusive)
                .forEach(row -> voids.put(row.about().name(), row.unfit()));
        return voids;
    }
}
