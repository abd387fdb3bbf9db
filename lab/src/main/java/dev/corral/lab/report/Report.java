package dev.corral.lab.report;

import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.Lag;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Climb;
import dev.corral.lab.measure.Finding;
import dev.corral.lab.measure.Ideal;
import dev.corral.lab.measure.Row;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The results of a run, as they are written to {@code report.json}.
 *
 * @param schemaVersion incremented when a field is removed or changes its meaning
 * @param ideal the smallest number of queries that a perfect cache would send for the same load
 * @param lag the delay of the load generator at each rung
 * @param trials the effects of the mitigations that the last rung adds to the ladder
 * @param voids the rungs and trials that could not be measured, each with the reason
 */
public record Report(
        int schemaVersion,
        Conditions conditions,
        Scenario scenario,
        List<String> without,
        long seconds,
        Ideal ideal,
        List<Row> rows,
        Map<String, Lag> lag,
        List<Check> checks,
        List<Finding> trials,
        Map<String, String> voids)
        implements RunReport {

    public static final ReportFormat<Report> FORMAT =
            new ReportFormat<>(WrittenReport.LAB, "report", "", Report.class, Report::complete, "");

    private static final int SCHEMA = 1;

    /** Older reports lack trials and voids. */
    public Report {
        trials = trials == null ? List.of() : trials;
        voids = voids == null ? Map.of() : voids;
    }

    /** @param arrivals the arrivals that every rung received */
    public static Report of(
            Conditions conditions,
            Scenario scenario,
            List<String> without,
            List<Arrival> arrivals,
            Climb climb,
            List<Check> checks) {
        return new Report(
                SCHEMA,
                conditions,
                scenario,
                without,
                scenario.duration().toSeconds(),
                Ideal.of(arrivals, scenario.times()),
                climb.rows(),
                climb.lags(),
                checks,
                List.of(),
                climb.reasons());
    }

    /** @param more the trials that could not be measured, each with the reason */
    public Report with(List<Finding> found, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(voids);
        all.putAll(more);
        return new Report(schemaVersion, conditions, scenario, without, seconds, ideal, rows, lag, checks, found, all);
    }

    @Override
    public String text() {
        return Table.text(this) + "\n" + Findings.text(this) + RunReport.super.text();
    }

    @Override
    public String markdown() {
        return Markdown.of(this);
    }

    /** The parts that were not measured, and the rungs that were not run. */
    @Override
    public List<String> lacking() {
        List<String> lacking = new ArrayList<>(voids.keySet());
        for (Rung rung : Rung.values()) {
            boolean there = rows.stream().anyMatch(row -> row.rung().equals(rung.cache()));
            if (!there && !lacking.contains(rung.cache())) {
                lacking.add(rung.cache());
            }
        }
        return lacking;
    }

    /** Whether the report has all its fields; JSON of another kind could be parsed as a report with none. */
    private boolean complete() {
        return Stream.of(conditions, scenario, without, ideal, rows, lag, checks)
                        .allMatch(Objects::nonNull)
                && Stream.of(conditions.os(), conditions.jdk(), scenario.load(), scenario.times(), scenario.origin())
                        .allMatch(Objects::nonNull)
                && rows.stream()
                        .allMatch(row -> row.rung() != null && row.hotPerBoundary() != null && row.hotByNode() != null)
                && !(rows.isEmpty() && voids.isEmpty());
    }
}
