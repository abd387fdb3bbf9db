package dev.corral.lab.scopes;

import dev.corral.lab.fleet.Layout;
import dev.corral.lab.measure.Row;
import dev.corral.lab.report.Grid;
import dev.corral.lab.report.Table;
import dev.corral.lab.report.Voids;
import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.text.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The comparison of scopes as a table with one row per rung and one column per fleet size; each cell is the cost of a
 * boundary.
 */
public final class ScopesText {

    private static final String LEGEND =
            "Origin queries per boundary of the hot key: median, most, and in brackets all that were counted, node by node.";

    private ScopesText() {}

    /** Returns the table and every check, for a terminal. */
    public static String text(ScopesReport report) {
        StringBuilder text =
                new StringBuilder(LEGEND).append("\n").append(grid(report).text());
        for (ScopesReport.Size size : report.sizes()) {
            size.checks()
                    .forEach(check -> text.append("\n")
                            .append(Text.of("%-8s", nodes(size)))
                            .append(check));
        }
        return text.append("\n").append(Voids.text(report.voids())).toString();
    }

    /** Returns a Markdown table and the conditions. */
    public static String table(ScopesReport report) {
        return LEGEND + "\n\n" + grid(report).markdown() + "\n" + conditions(report);
    }

    static String markdown(ScopesReport report) {
        StringBuilder text = new StringBuilder("# Scopes\n\n").append(table(report));
        text.append("\n| fleet | rung | promise | promised | seen | |\n|---|---|---|---|---|---|\n");
        for (ScopesReport.Size size : report.sizes()) {
            size.checks().forEach(check -> text.append("| " + nodes(size) + " ").append(check.markdown()));
        }
        return text.toString();
    }

    private static Grid grid(ScopesReport report) {
        List<String> head = new ArrayList<>(List.of("rung"));
        report.sizes().forEach(size -> head.add(nodes(size)));
        List<List<String>> lines = new ArrayList<>(List.of(head));
        for (String rung : report.rungs()) {
            List<String> line = new ArrayList<>(List.of(rung));
            report.sizes().forEach(size -> line.add(cell(rung, size)));
            lines.add(line);
        }
        return new Grid(lines);
    }

    private static String cell(String rung, ScopesReport.Size size) {
        return size.row(rung)
                .map(row -> Table.hot(row) + " (" + byNode(row, size.scenario().nodes()) + ")")
                .orElse(size.voids().containsKey(rung) ? "void" : "-");
    }

    /** The queries by node, including nodes that sent none. Pods have other names than the lab's nodes. */
    private static String byNode(Row row, int nodes) {
        Set<String> names = new TreeSet<>(row.hotByNode().keySet());
        for (int index = 0; names.size() < nodes; index++) {
            names.add(Layout.nodeName(index));
        }
        return names.stream()
                .map(name -> String.valueOf(row.hotByNode().getOrDefault(name, 0)))
                .collect(Collectors.joining("/"));
    }

    private static String nodes(ScopesReport.Size size) {
        return nodes(size.scenario().nodes());
    }

    /** Returns the name of a fleet among fleets of other sizes. */
    public static String nodes(int nodes) {
        return nodes == 1 ? "1 node" : nodes + " nodes";
    }

    private static String conditions(ScopesReport report) {
        Scenario scenario = report.sizes().getFirst().scenario();
        String fleets = report.conditions().ofK6()
                ? "One release, scaled to each size"
                : Text.of("One fleet after another, %s a rung", seconds(scenario.duration()));
        return Text.of(
                "%s: %.0f reads/s of the hot key (TTL %s) in all, whatever the fleet's size. The origin: median %s. %s%n",
                fleets,
                scenario.load().hot(),
                seconds(scenario.times().hotTtl()),
                seconds(scenario.origin().median()),
                report.conditions().text());
    }

    private static String seconds(Duration duration) {
        return Text.of("%.1f s", duration.toMillis() / 1e3);
    }
}
