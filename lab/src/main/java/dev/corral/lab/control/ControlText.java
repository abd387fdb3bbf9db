package dev.corral.lab.control;

import dev.corral.lab.text.Text;
import java.util.List;
import java.util.stream.Collectors;

/** The results of the controls as text. */
public final class ControlText {

    private ControlText() {}

    /** Returns one line for each control and one for all of them, for a terminal. */
    public static String text(ControlReport report) {
        return report.rows().stream().map(row -> line(row) + "\n").collect(Collectors.joining()) + "\n"
                + sentence(report) + "\n";
    }

    private static String line(ControlRow row) {
        return row.measured()
                ? Text.of(
                        "%s  without %-14s %s: promised %s, seen %s",
                        row.kept() ? "KEPT  " : "missed",
                        row.mitigation(),
                        row.check().name(),
                        row.check().promised(),
                        row.check().seen())
                : Text.of("void    without %-14s %s", row.mitigation(), row.reason());
    }

    /** Returns the result of all controls as a sentence. */
    public static String sentence(ControlReport report) {
        List<String> kept = report.keptWithout();
        long missed = report.rows().stream()
                .filter(row -> row.measured() && !row.kept())
                .count();
        return kept.isEmpty()
                ? Text.of(
                        "%d of %d promises were missed without their mitigation, as they must be.",
                        missed, report.rows().size())
                : "Promises were kept without their mitigation (" + String.join(", ", kept)
                        + "), so their checks show nothing.";
    }

    static String markdown(ControlReport report) {
        StringBuilder text = new StringBuilder("# Controls\n\n").append(sentence(report));
        text.append("\n\n| left out | promise | promised | seen | |\n|---|---|---|---|---|\n");
        report.rows().forEach(row -> text.append(cells(row)));
        return text.append("\n").append(conditions(report)).toString();
    }

    private static String cells(ControlRow row) {
        return row.measured()
                ? Text.of(
                        "| %s | %s | %s | %s | %s |%n",
                        row.mitigation(),
                        row.check().name(),
                        row.check().promised(),
                        row.check().seen(),
                        row.kept() ? "**KEPT**" : "missed")
                : Text.of("| %s | - | - | %s | void |%n", row.mitigation(), row.reason());
    }

    private static String conditions(ControlReport report) {
        return Text.of(
                "%d nodes, %d s a rung, %.0f reads/s. Took %d s. %s%n",
                report.scenario().nodes(),
                report.scenario().duration().toSeconds(),
                report.scenario().load().rate(),
                report.seconds(),
                report.conditions().text(report.scenario().seed()));
    }
}
