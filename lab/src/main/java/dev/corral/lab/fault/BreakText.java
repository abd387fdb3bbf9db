package dev.corral.lab.fault;

import dev.corral.lab.measure.Check;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results of the faults as text. */
public final class BreakText {

    private BreakText() {}

    /** Returns every check on a line of its own, and the faults that could not be injected, for a terminal. */
    public static String text(BreakReport report) {
        return report.rows().stream().map(BreakText::lines).collect(Collectors.joining());
    }

    private static String lines(FaultRow row) {
        return row.unfit() != null
                ? String.format(Locale.ROOT, "not held  %s: %s%n", row.about().name(), row.unfit())
                : row.checks().stream().map(check -> check + "\n").collect(Collectors.joining());
    }

    static String markdown(BreakReport report) {
        StringBuilder text = new StringBuilder("# What broke\n\n").append(table(report));
        text.append("\n| fault | promise | promised | seen | |\n|---|---|---|---|---|\n");
        report.checks().forEach(check -> text.append(check.markdown()));
        return text.toString();
    }

    /** Returns a Markdown table with one row per fault, followed by the conditions of the run. */
    public static String table(BreakReport report) {
        StringBuilder text = new StringBuilder(
                "| fault | what is done | with the cure | control | promises |\n|---|---|---|---|--:|\n");
        report.rows()
                .forEach(row -> text.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %s: %s | %s |%n",
                        row.about().name(),
                        row.about().breaks(),
                        row.with(),
                        row.about().control(),
                        row.control(),
                        outcome(row))));
        return text.append("\n").append(conditions(report)).toString();
    }

    private static String outcome(FaultRow row) {
        if (row.unfit() != null) {
            return "not held: " + row.unfit();
        }
        List<Check> checks = row.checks();
        long kept = checks.stream().filter(Check::kept).count();
        return kept == checks.size()
                ? String.format(Locale.ROOT, "%d kept", kept)
                : String.format(Locale.ROOT, "**%d of %d kept**", kept, checks.size());
    }

    private static String conditions(BreakReport report) {
        return String.format(
                Locale.ROOT,
                "%d nodes, %.0f reads/s in all where nothing else is said, the origin's median %d ms. Took %d s%s. Seed %d, commit %s, %s.%n",
                report.scenario().nodes(),
                report.scenario().load().rate(),
                report.scenario().origin().median().toMillis(),
                report.seconds(),
                report.quick() ? " (quick)" : "",
                report.scenario().seed(),
                report.conditions().commit(),
                report.conditions().machine());
    }
}
