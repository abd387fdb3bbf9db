package dev.corral.lab.scaling;

import dev.corral.lab.report.Grid;
import dev.corral.lab.text.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The cost of a boundary as a table with one row per fleet and one column per stack. */
public final class ScalingText {

    private static final String LEGEND =
            "A boundary of the hot key, in the mean: origin queries / Redis commands beyond one a read / pushes to all nodes.";

    private ScalingText() {}

    /** Returns a Markdown table and the conditions. */
    public static String table(ScalingReport report) {
        return LEGEND + "\n\n" + grid(report).markdown() + "\n" + conditions(report) + "\n";
    }

    public static Grid grid(ScalingReport report) {
        List<String> head = new ArrayList<>(List.of("nodes", "2N + 3"));
        head.addAll(report.stacks());
        List<List<String>> lines = new ArrayList<>(List.of(head));
        for (int nodes : report.nodes()) {
            List<String> line = new ArrayList<>(List.of(number(nodes), number(promised(nodes))));
            report.stacks().forEach(stack -> line.add(cell(report.cost(stack, nodes))));
            lines.add(line);
        }
        return new Grid(lines);
    }

    /** The largest number of commands that a boundary may cost a fleet with a lock. */
    public static int promised(int nodes) {
        return 2 * nodes + 3;
    }

    public static String conditions(ScalingReport report) {
        var boundaries =
                report.rows().stream().mapToInt(ScalingReport.Cost::boundaries).summaryStatistics();
        return Text.of(
                "In virtual time, seed %d: a TTL of %s, a query takes about %s, %s reads a second at each node, %d to %d "
                        + "boundaries a cell.",
                report.seed(),
                span(report.ttl()),
                span(report.load()),
                number(report.readsASecond()),
                boundaries.getMin(),
                boundaries.getMax());
    }

    private static String cell(ScalingReport.Cost cost) {
        return Text.of("%s / %s / %s", number(cost.queries()), number(cost.commands()), number(cost.pushes()));
    }

    private static String number(double number) {
        boolean whole = number == Math.rint(number);
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%,.1f", number);
    }

    private static String span(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
