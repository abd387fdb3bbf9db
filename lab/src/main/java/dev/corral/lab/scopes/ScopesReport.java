package dev.corral.lab.scopes;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.load.Lag;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Climb;
import dev.corral.lab.measure.Promises;
import dev.corral.lab.measure.Row;
import dev.corral.lab.report.Conditions;
import dev.corral.lab.report.ReportFormat;
import dev.corral.lab.report.RunReport;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cost of a boundary of the hot key on fleets of several sizes, as it is written to {@code scopes.json}.
 *
 * @param schemaVersion incremented when a field is removed or changes its meaning
 * @param kind distinguishes this report from that of a ladder
 * @param sizes the fleets in ascending order of their size
 */
public record ScopesReport(int schemaVersion, String kind, Conditions conditions, List<Size> sizes)
        implements RunReport {

    public static final ReportFormat<ScopesReport> FORMAT = ReportFormat.of(
            "scopes",
            ScopesReport.class,
            report -> report.conditions != null && report.sizes != null && !report.sizes.isEmpty());

    private static final int SCHEMA = 1;

    /**
     * One fleet and the results of its rungs.
     *
     * @param lag the delay of the load generator at each rung
     * @param voids the rungs that could not be measured, each with the reason
     */
    public record Size(
            Scenario scenario,
            List<Row> rows,
            Map<String, Lag> lag,
            List<Check> checks,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> voids) {

        /** Older reports lack voids. */
        public Size {
            voids = voids == null ? Map.of() : voids;
        }

        public static Size of(Scenario scenario, Climb climb) {
            return new Size(scenario, climb.rows(), climb.lags(), Promises.ofScopes(climb.runs()), climb.reasons());
        }

        /** Returns a fleet on which no rung was measured. */
        public static Size missing(Scenario scenario, String why) {
            Map<Rung, String> voids = new EnumMap<>(Rung.class);
            ScopesScenario.RUNGS.forEach(rung -> voids.put(rung, why));
            return of(scenario, Climb.of(Map.of(), voids));
        }

        /** The rungs in the order of the ladder, void ones included. */
        public List<String> rungs() {
            return Stream.concat(rows.stream().map(Row::rung), voids.keySet().stream())
                    .sorted(Comparator.comparingInt(Rung::place))
                    .toList();
        }

        /** The row of a rung; empty if the rung is void or was not run. */
        public Optional<Row> row(String rung) {
            return rows.stream().filter(row -> row.rung().equals(rung)).findFirst();
        }

        int nodes() {
            return scenario.nodes();
        }
    }

    public static ScopesReport of(Conditions conditions, List<Size> sizes) {
        return new ScopesReport(SCHEMA, FORMAT.kind(), conditions, sizes);
    }

    /**
     * Joins reports that were made one fleet at a time; the result has the conditions of the first.
     *
     * @throws LabException if two of them are for fleets of the same size
     */
    static ScopesReport joined(List<ScopesReport> reports) {
        List<Size> sizes = reports.stream()
                .flatMap(report -> report.sizes.stream())
                .sorted(Comparator.comparingInt(Size::nodes))
                .toList();
        for (int each = 1; each < sizes.size(); each++) {
            if (sizes.get(each).nodes() == sizes.get(each - 1).nodes()) {
                throw new LabException("two of the reports are of a fleet of "
                        + ScopesText.nodes(sizes.get(each).nodes()) + ": keep one of them");
            }
        }
        return of(reports.getFirst().conditions, sizes);
    }

    @Override
    public String text() {
        return "\n" + ScopesText.text(this);
    }

    @Override
    public String markdown() {
        return ScopesText.markdown(this);
    }

    /** The rungs of all fleets in the order of the ladder. */
    public List<String> rungs() {
        return sizes.stream()
                .flatMap(size -> size.rungs().stream())
                .distinct()
                .sorted(Comparator.comparingInt(Rung::place))
                .toList();
    }

    /** The rungs that could not be measured, by rung and fleet, each with the reason. */
    @Override
    public Map<String, String> voids() {
        Map<String, String> voids = new LinkedHashMap<>();
        sizes.forEach(size ->
                size.voids.forEach((rung, why) -> voids.put(rung + " on " + ScopesText.nodes(size.nodes()), why)));
        return voids;
    }

    @Override
    public List<Check> checks() {
        return sizes.stream().flatMap(size -> size.checks().stream()).toList();
    }
}
