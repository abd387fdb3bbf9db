package dev.corral.lab.report;

import dev.corral.lab.load.Lag;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Finding;
import dev.corral.lab.measure.Ideal;
import dev.corral.lab.measure.Row;
import dev.corral.lab.measure.RungRun;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a run has shown, as it is written to {@code report.json}.
 *
 * @param schemaVersion grows when a field changes its meaning or goes
 * @param ideal what the origin had to be asked for the same load
 * @param lag of the generator at each rung
 * @param trials of what the last rung bounds beyond the herds
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
        List<Finding> trials) {

    private static final int SCHEMA = 1;

    /** A report from before there were trials has none. */
    public Report {
        trials = trials == null ? List.of() : trials;
    }

    public static Report of(
            Conditions conditions,
            Scenario scenario,
            List<String> without,
            Map<Rung, RungRun> runs,
            List<Check> checks) {
        Map<String, Lag> lag = new LinkedHashMap<>();
        runs.forEach((rung, run) -> lag.put(rung.cache(), Lag.of(run.samples())));
        RungRun any = runs.values().iterator().next();
        return new Report(
                SCHEMA,
                conditions,
                scenario,
                without,
                scenario.duration().toSeconds(),
                Ideal.of(any.arrivals(), scenario.times()),
                runs.values().stream().map(RungRun::row).toList(),
                lag,
                checks,
                List.of());
    }

    public Report with(List<Finding> found) {
        return new Report(schemaVersion, conditions, scenario, without, seconds, ideal, rows, lag, checks, found);
    }
}
