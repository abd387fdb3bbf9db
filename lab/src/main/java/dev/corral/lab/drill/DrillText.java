package dev.corral.lab.drill;

import dev.corral.lab.measure.Check;
import dev.corral.lab.report.Grid;
import dev.corral.lab.report.Voids;
import dev.corral.lab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The results of a drill as text. */
public final class DrillText {

    private static final List<String> HEAD =
            List.of("herd", "alert", "fires", "recovers", "resolves", "should not have fired", "", "steps");

    private DrillText() {}

    /** Returns the table without the steps, and every check that missed its promise, for a terminal. */
    static String text(DrillReport report) {
        return new Grid(grid(report).lines().stream()
                                .map(line -> line.subList(0, line.size() - 1))
                                .toList())
                        .text()
                + "\n"
                + report.checks().stream()
                        .filter(check -> !check.kept())
                        .map(check -> check + "\n")
                        .collect(Collectors.joining())
                + report.panels().text()
                + Voids.text(report.voids());
    }

    /** Returns the table: one line for each herd, with its steps joined. */
    public static Grid grid(DrillReport report) {
        List<List<String>> lines = new ArrayList<>(List.of(HEAD));
        report.rows().forEach(row -> lines.add(row.seen() == null ? empty(row) : line(row)));
        return new Grid(lines);
    }

    private static List<String> line(HerdRow row) {
        HerdSeen seen = row.seen();
        return List.of(
                row.name(),
                row.alert(),
                seconds(seen.fired()),
                seconds(seen.end().recovered()),
                seconds(seen.end().resolved()),
                HerdRow.names(unexpected(row)),
                row.kept() ? "kept" : "MISSED",
                seen.steps().stream().map(HerdSeen.Taken::text).collect(Collectors.joining("; ")));
    }

    private static List<String> empty(HerdRow row) {
        return List.of(row.name(), row.alert(), "-", "-", "-", "-", "void", "-");
    }

    private static String seconds(Double seconds) {
        return HerdRow.text(seconds, "%s", "never");
    }

    private static List<String> unexpected(HerdRow row) {
        return row.seen().others().stream()
                .filter(each -> !row.followed().containsKey(each))
                .toList();
    }

    static String markdown(DrillReport report) {
        StringBuilder text = new StringBuilder("# Drill\n\n").append(table(report));
        text.append("\n## Promises\n\n| herd | promise | promised | seen | |\n|---|---|---|---|---|\n");
        report.checks().stream().map(Check::markdown).forEach(text::append);
        text.append("\n## Other alerts\n\n").append(followers(report));
        return text.toString();
    }

    /** Returns the table as Markdown, followed by the conditions of the run. */
    public static String table(DrillReport report) {
        return grid(report).markdown() + "\n" + conditions(report) + "\n";
    }

    /** Returns the other alerts that fired and may fire, each with the reason. */
    private static String followers(DrillReport report) {
        return report.rows().stream()
                .flatMap(row -> row.followed().entrySet().stream()
                        .map(each -> Text.of("- %s, in %s: %s%n", each.getKey(), row.name(), each.getValue())))
                .collect(Collectors.joining());
    }

    /** Returns the fleet, the times and the machine as sentences. */
    public static String conditions(DrillReport report) {
        return Text.of(
                "%d nodes, TTL %d s, scraped every %d ms. Seconds to fire are counted from the second boundary for hot-key"
                        + " and mass-expiry, otherwise from the cause; seconds to recover (the panel) and to resolve (the"
                        + " alert) from the last step. %sThe run took %d s. %s",
                report.scenario().nodes(),
                report.scenario().times().hotTtl().toSeconds(),
                DrillScenario.SCRAPE.toMillis(),
                control(report),
                report.seconds(),
                report.conditions().text(report.scenario().seed()));
    }

    private static String control(DrillReport report) {
        return report.control() == null
                ? ""
                : Text.of(
                        "Alerts in %d s of healthy load: %s. ",
                        report.control().seconds(),
                        HerdRow.names(report.control().alerts()));
    }
}
