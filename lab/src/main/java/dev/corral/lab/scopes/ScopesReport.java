package dev.corral.lab.scopes;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.corral.lab.fleet.LabException;
import dev.corral.lab.load.Lag;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Climb;
import dev.corral.lab.measure.Promises;
import dev.corral.lab.measure.Row;
import dev.corral.lab.measure.RungRun;
import dev.corral.lab.output.OutputFile;
import dev.corral.lab.report.Conditions;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.report.WrittenReport;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a boundary of the hot key cost on fleets of several sizes, as it is written to {@code scopes.json}.
 *
 * @param schemaVersion grows when a field changes its meaning or goes
 * @param kind tells it from the report of a ladder
 * @param sizes smallest fleet first
 */
public record ScopesReport(int schemaVersion, String kind, Conditions conditions, List<Size> sizes) {

    public static final String KIND = "scopes";
    public static final String FILE = "scopes.json";

    private static final int SCHEMA = 1;

    /**
     * One fleet, and what its rungs have shown.
     *
     * @param lag of the generator at each rung
     * @param voids rungs that could not be measured, each with the reason
     */
    public record Size(
            Scenario scenario,
            List<Row> rows,
            Map<String, Lag> lag,
            List<Check> checks,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> voids) {

        /** A report from before there were voids has none. */
        public Size {
            voids = voids == null ? Map.of() : voids;
        }

        public static Size of(Scenario scenario, Climb climb) {
            Map<String, Lag> lag = new LinkedHashMap<>();
            climb.runs().forEach((rung, run) -> lag.put(rung.cache(), Lag.of(run.samples())));
            List<Row> rows = climb.runs().values().stream().map(RungRun::row).toList();
            return new Size(scenario, rows, lag, Promises.ofScopes(climb.runs()), climb.reasons());
        }

        /** Where no rung was measured. */
        public static Size missing(Scenario scenario, String why) {
            Map<Rung, String> voids = new EnumMap<>(Rung.class);
            ScopesScenario.RUNGS.forEach(rung -> voids.put(rung, why));
            return of(scenario, Climb.of(Map.of(), voids));
        }

        /** In the order of the ladder; void ones among them. */
        public List<String> rungs() {
            return Stream.concat(rows.stream().map(Row::rung), voids.keySet().stream())
                    .sorted(Comparator.comparingInt(ScopesReport::place))
                    .toList();
        }

        /** Empty where the rung is void, or was not run. */
        public Optional<Row> row(String rung) {
            return rows.stream().filter(row -> row.rung().equals(rung)).findFirst();
        }

        int nodes() {
            return scenario.nodes();
        }
    }

    public static ScopesReport of(Conditions conditions, List<Size> sizes) {
        return new ScopesReport(SCHEMA, KIND, conditions, sizes);
    }

    /** @throws LabException in one sentence where the file cannot be read, or is something else */
    public static ScopesReport read(Path json) {
        WrittenReport written = WrittenReport.read(json);
        if (!written.kind().equals(KIND)) {
            throw new LabException(json + " is no report of ./corral scopes: name the scopes.json that it has written");
        }
        ScopesReport report = written.as(ScopesReport.class);
        if (report.conditions == null || report.sizes == null || report.sizes.isEmpty()) {
            throw written.foreign(null);
        }
        return report;
    }

    /**
     * Of reports that were made one fleet at a time, under the conditions of the first.
     *
     * @throws LabException where two are of fleets of the same size
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

    /** As {@code scopes.json} and {@code scopes.md}. */
    public void write(Path folder) throws IOException {
        OutputFile.write(folder.resolve(FILE), ReportFiles.JSON.writeValueAsString(this) + "\n");
        OutputFile.write(folder.resolve("scopes.md"), ScopesText.markdown(this));
    }

    /** A rung that the lab does not know comes last. */
    private static int place(String rung) {
        return Arrays.stream(Rung.values())
                .filter(each -> each.cache().equals(rung))
                .mapToInt(Rung::ordinal)
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }

    /** Of all fleets, in the order of the ladder. */
    public List<String> rungs() {
        return sizes.stream()
                .flatMap(size -> size.rungs().stream())
                .distinct()
                .sorted(Comparator.comparingInt(ScopesReport::place))
                .toList();
    }

    /** What could not be measured, by rung and fleet. */
    public Map<String, String> voids() {
        Map<String, String> voids = new LinkedHashMap<>();
        sizes.forEach(size ->
                size.voids.forEach((rung, why) -> voids.put(rung + " on " + ScopesText.nodes(size.nodes()), why)));
        return voids;
    }

    /** Whether every rung of every fleet was measured. */
    public boolean whole() {
        return sizes.stream().allMatch(size -> size.voids.isEmpty());
    }

    public boolean kept() {
        return sizes.stream().flatMap(size -> size.checks().stream()).allMatch(Check::kept);
    }
}
