package dev.corral.lab.drill;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * The results of a drill, as they are written to {@code drill.json}.
 *
 * @param schemaVersion incremented when a field is removed or changes its meaning
 * @param kind distinguishes this report from the other kinds
 * @param seconds the duration of the run
 * @param control the healthy load without a herd; null if it was not run
 * @param runbook the commands of the runbook; null if the herds were named, or a herd ended the drill
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DrillReport(
        int schemaVersion,
        String kind,
        Conditions conditions,
        Scenario scenario,
        long seconds,
        List<HerdRow> rows,
        ControlRow control,
        RunbookRow runbook,
        PanelRow panels)
        implements RunReport {

    public static final ReportFormat<DrillReport> FORMAT = ReportFormat.of(
            "drill",
            DrillReport.class,
            report -> report.conditions != null
                    && report.scenario != null
                    && report.rows != null
                    && report.panels != null);

    private static final int SCHEMA = 1;

    public static DrillReport of(Scenario scenario, long seconds, Drill.Result result) {
        return new DrillReport(
                SCHEMA,
                FORMAT.kind(),
                Conditions.here(),
                scenario,
                seconds,
                result.herds().all(),
                result.control(),
                result.runbook(),
                result.panels());
    }

    @Override
    public String text() {
        return DrillText.text(this);
    }

    @Override
    public String markdown() {
        return DrillText.markdown(this);
    }

    @Override
    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        rows.forEach(row -> checks.addAll(row.checks()));
        if (control != null) {
            checks.add(control.check());
        }
        if (runbook != null) {
            checks.addAll(runbook.checks());
        }
        checks.addAll(panels.checks());
        return checks;
    }

    /** The herds that were caused and could not be measured, each with its reason. */
    @Override
    public Map<String, String> voids() {
        Map<String, String> voids = new LinkedHashMap<>();
        rows.stream().filter(row -> row.unmeasured() != null).forEach(row -> voids.put(row.name(), row.unmeasured()));
        return voids;
    }

    /** The herds that were not caused or not measured, and the control and the runbook if they are absent. */
    @Override
    public List<String> lacking() {
        List<String> lacking = new ArrayList<>();
        for (Herd herd : Herds.all()) {
            if (rows.stream().noneMatch(row -> row.name().equals(herd.name()) && row.unmeasured() == null)) {
                lacking.add(herd.name());
            }
        }
        if (control == null) {
            lacking.add("the control");
        }
        if (runbook == null) {
            lacking.add("the runbook");
        }
        return lacking;
    }
}
