package dev.corral.lab.scaling;

import dev.corral.lab.fleet.LabException;
import dev.corral.lab.report.WrittenReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a boundary of one hot key costs simulated fleets of several sizes, as the guard's simulation writes it to {@code
 * scaling.json}.
 *
 * @param kind tells it from reports of fleets that are real
 * @param load how long a query takes
 * @param readsASecond at each node
 */
public record ScalingReport(
        int schemaVersion, String kind, long seed, Duration ttl, Duration load, double readsASecond, List<Cost> rows) {

    public static final String KIND = "scaling";
    public static final String FILE = "scaling.json";

    /**
     * Of one stack on one fleet, a boundary in the mean.
     *
     * @param mostQueries at any boundary
     * @param commands to the store, beyond one a read
     * @param pushes from the store, to all nodes together
     */
    public record Cost(
            String stack, int nodes, int boundaries, double queries, int mostQueries, double commands, double pushes) {}

    /** @throws LabException in one sentence where the file cannot be read, or is something else */
    public static ScalingReport read(Path json) {
        WrittenReport written = WrittenReport.read(json);
        if (!written.kind().equals(KIND)) {
            throw new LabException(json + " is no report of the simulation: name the scaling.json that it has written");
        }
        ScalingReport report = written.as(ScalingReport.class);
        if (report.ttl == null || report.load == null || report.rows == null || report.rows.isEmpty()) {
            throw new LabException(json + " has no fleet in it: let the simulation write it again");
        }
        return report;
    }

    public List<String> stacks() {
        return rows.stream().map(Cost::stack).distinct().toList();
    }

    public List<Integer> nodes() {
        return rows.stream().map(Cost::nodes).distinct().sorted().toList();
    }

    /** @throws LabException where that stack was not simulated on as many nodes */
    public Cost cost(String stack, int nodes) {
        return rows.stream()
                .filter(row -> row.stack().equals(stack) && row.nodes() == nodes)
                .findFirst()
                .orElseThrow(() -> new LabException("the report says nothing of " + stack + " on " + nodes
                        + " nodes: let the simulation write it again"));
    }
}
