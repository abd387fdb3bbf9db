package dev.corral.lab.fault;

import dev.corral.lab.measure.Check;
import dev.corral.lab.text.Text;
import java.util.List;
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
                ? Text.of("no result  %s: %s%n", row.about().name(), row.unfit())
                : row.checks().stream().map(check -> check + "\n").collect(Collectors.joining());
    }

    static String markdown(BreakReport report) {
        StringBuilder text = new StringBuilder("# Faults\n\n").append(table(report));
        text.append("\n| fault | promise | promised | seen | |\n|---|---|---|---|---|\n");
        report.checks().forEach(check -> text.append(check.markdown()));
        return text.toString();
    }

    /** Returns a Markdown table with one row per fault, followed by the conditions of the run. */
    public static String table(BreakReport report) {
        return report.rows().stream()
                .map(BreakText::row)
                .collect(Collectors.joining(
                        "",
                        "| fault | promised | with the mitigation | control |\n|---|---|---|---|\n",
                        "\n" + conditions(report)));
    }

    private static String row(FaultRow row) {
        Fault.About about = row.about();
        return row.unfit() != null
                ? Text.of("| %s | %s | no result: %s | |%n", about.name(), about.promise(), row.unfit())
                : Text.of(
                        "| %s | %s | %s | %s: %s |%n",
                        about.name(),
                        about.promise(),
                        promises(row.checks()),
                        about.control(),
                        result(row.checks().getLast()));
    }

    /** The checks of the side with the cure: all but the last one, which is the control's. */
    private static String promises(List<Check> checks) {
        return checks.subList(0, checks.size() - 1).stream()
                .map(check -> check.name() + ": " + result(check))
                .collect(Collectors.joining("<br>"));
    }

    /** The number that was counted, and the bound if it is another text. */
    private static String result(Check check) {
        String seen = check.kept() ? check.seen() : "**" + check.seen() + "**";
        return check.seen().equals(check.promised()) ? seen : seen + " (" + check.promised() + ")";
    }

    private static String conditions(BreakReport report) {
        return Text.of(
                "%d nodes, %.0f reads/s in all unless a fault names another rate, the origin's median %d ms. The run "
                        + "took %d s%s. %s%n",
                report.scenario().nodes(),
                report.scenario().load().rate(),
                report.scenario().origin().median().toMillis(),
                report.seconds(),
                report.quick() ? " (quick)" : "",
                report.conditions().text(report.scenario().seed()));
    }
}
