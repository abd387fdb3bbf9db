package dev.corral.lab.scaling;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.report.ReportFormat;
import java.time.Duration;
import java.util.List;

/**
 * The cost of a boundary of one hot key on simulated fleets of several sizes, as the guard's simulation writes it to
 * {@code scaling.json}.
 *
 * @param kind distinguishes this report from those of real fleets
 * @param load the duration of a query
 * @param readsASecond the reads per second at each node
 */
public record ScalingReport(
        int schemaVersion, String kind, long seed, Duration ttl, Duration load, double readsASecond, List<Cost> rows) {

    public static final ReportFormat<ScalingReport> FORMAT = new ReportFormat<>(
            "scaling",
            "scaling",
            "the simulation",
            ScalingReport.class,
            report -> report.ttl != null && report.load != null && report.rows != null && !report.rows.isEmpty(),
            " has no fleet in it: run the simulation again");

    /**
     * The cost of one stack on one fleet, averaged over the boundaries.
     *
     * @param mostQueries the largest number of queries at any boundary
     * @param commands the commands to the store, without the one of each read
     * @param pushes the pushes from the store to all nodes together
     */
    public record Cost(
            String stack, int nodes, int boundaries, double queries, int mostQueries, double commands, double pushes) {}

    public List<String> stacks() {
        return rows.stream().map(Cost::stack).distinct().toList();
    }

    public List<Integer> nodes() {
        return rows.stream().map(Cost::nodes).distinct().sorted().toList();
    }

    /** @throws LabException if that stack was not simulated on that number of nodes */
    public Cost cost(String stack, int nodes) {
        return rows.stream()
                .filter(row -> row.stack().equals(stack) && row.nodes() == nodes)
                .findFirst()
                .orElseThrow(() -> new LabException(
                        "the report has no row of " + stack + " on " + nodes + " nodes: run the simulation again"));
    }
}
