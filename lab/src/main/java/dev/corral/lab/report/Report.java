package dev.corral.lab.report;

import dev.corral.lab.fleet.LabException;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.Lag;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Climb;
import dev.corral.lab.measure.Finding;
import dev.corral.lab.measure.Ideal;
import dev.corral.lab.measure.Row;
import dev.corral.lab.measure.RungRun;
import dev.corral.lab.scenario.Scenario;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * All that a run has shown, as it is written to {@code report.json}.
 *
 * @param schemaVersion grows when a field changes its meaning or goes
 * @param ideal what the origin had to be asked for the same load
 * @param lag of the generator at each rung
 * @param trials of what the last rung bounds beyond the herds
 * @param voids what could not be measured, rungs and trials, each with the reason
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
        Map<String, String> voids) {

    public static final String FILE = "report.json";

    private static final int SCHEMA = 1;

    /** A report from before there were trials has none, and one from before there were voids has none of those. */
    public Report {
        trials = trials == null ? List.of() : trials;
        voids = voids == null ? Map.of() : voids;
    }

    /** @param arrivals that every rung met */
    public static Report of(
            Conditions conditions,
            Scenario scenario,
            List<String> without,
            List<Arrival> arrivals,
            Climb climb,
            List<Check> checks) {
        Map<String, Lag> lag = new LinkedHashMap<>();
        climb.runs().forEach((rung, run) -> lag.put(rung.cache(), Lag.of(run.samples())));
        return new Report(
                SCHEMA,
                conditions,
                scenario,
                without,
                scenario.duration().toSeconds(),
                Ideal.of(arrivals, scenario.times()),
                climb.runs().values().stream().map(RungRun::row).toList(),
                lag,
                checks,
                List.of(),
                climb.reasons());
    }

    /** @param more voids, of trials */
    public Report with(List<Finding> found, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(voids);
        all.putAll(more);
        return new Report(schemaVersion, conditions, scenario, without, seconds, ideal, rows, lag, checks, found, all);
    }

    /** @throws LabException in one sentence where the file cannot be read, or is something else */
    public static Report read(Path json) {
        WrittenReport written = WrittenReport.read(json);
        if (!written.kind().equals(WrittenReport.LAB)) {
            throw written.foreign(null);
        }
        Report report = written.as(Report.class);
        if (report == null || !report.complete()) {
            throw written.foreign(null);
        }
        return report;
    }

    /** JSON of something else may be read as a report that has nothing. */
    private boolean complete() {
        return Stream.of(conditions, scenario, without, ideal, rows, lag, checks)
                        .allMatch(Objects::nonNull)
                && Stream.of(conditions.os(), conditions.jdk(), scenario.load(), scenario.times(), scenario.origin())
                        .allMatch(Objects::nonNull)
                && rows.stream()
                        .allMatch(row -> row.rung() != null && row.hotPerBoundary() != null && row.hotByNode() != null)
                && !(rows.isEmpty() && voids.isEmpty());
    }

    /** Whether everything that was to be measured was. */
    public boolean whole() {
        return voids.isEmpty();
    }

    public boolean kept() {
        return checks.stream().allMatch(Check::kept);
    }
}
