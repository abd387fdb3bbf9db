package dev.corral.lab.control;

import dev.corral.lab.measure.Check;
import dev.corral.lab.report.Conditions;
import dev.corral.lab.report.ReportFormat;
import dev.corral.lab.report.RunReport;
import dev.corral.lab.scenario.Scenario;
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
        int schemaVersion, String kind, Conditions conditions, Scenario scenario, long seconds, List<ControlRow> rows)
        implements RunReport {

    public static final ReportFormat<ControlReport> FORMAT = new ReportFormat<>(
            "controls",
            "controls",
            "",
            ControlReport.class,
            report -> report.conditions != null && report.scenario != null && report.rows != null,
            "");

    private static final int SCHEMA = 1;

    public static ControlReport of(Scenario scenario, long seconds, List<ControlRow> rows) {
        return new ControlReport(SCHEMA, FORMAT.kind(), Conditions.here(), scenario, seconds, rows);
    }

    @Override
    public String text() {
        return "\n" + ControlText.text(this);
    }

    @Override
    public String markdown() {
        return ControlText.markdown(this);
    }

    /** The mitigations without which the promise was kept. */
    public List<String> keptWithout() {
        return rows.stream()
                .filter(ControlRow::kept)
                .map(ControlRow::mitigation)
                .toList();
    }

    @Override
    public List<Check> checks() {
        return rows.stream().filter(ControlRow::measured).map(ControlRow::check).toList();
    }

    /** Whether the checks can fail: no promise was kept without its mitigation. */
    @Override
    public boolean kept() {
        return keptWithout().isEmpty();
    }

    /** The controls that could not be measured, each with its reason. */
    @Override
    public Map<String, String> voids() {
        Map<String, String> voids = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> !row.measured())
                .forEach(row -> voids.put("the control of " + row.mitigation(), row.reason()));
        return voids;
    }
}
