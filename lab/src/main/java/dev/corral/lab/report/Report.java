package dev.corral.lab.report;

import dev.corral.lab.ending.LabException;
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
        Map<String, String> voids) {

    public static final String FILE = "report.json";

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

    /** @param more the trials that could not be measured, each with the reason */
    public Report with(List<Finding> found, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(voids);
        all.putAll(more);
        return new Report(schemaVersion, conditions, scenario, without, seconds, ideal, rows, lag, checks, found, all);
    }

    /** @throws LabException in one sentence, if the file cannot be read or is not such a report */
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

    /** Whether everything was measured. */
    public boolean whole() {
        return voids.isEmpty();
    }

    public boolean kept() {
        return checks.stream().allMatch(Check::kept);
    }
}
