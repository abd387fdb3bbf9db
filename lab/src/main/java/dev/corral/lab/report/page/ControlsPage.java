package dev.corral.lab.report.page;

import dev.corral.lab.control.ControlReport;
import dev.corral.lab.control.ControlRow;
import dev.corral.lab.control.ControlText;
import dev.corral.lab.text.Text;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of {@code ./corral lab --controls}: every promise that must be missed without its mitigation. */
final class ControlsPage {

    private ControlsPage() {}

    static String of(ControlReport report) {
        String body = Template.fill(
                "controls.html",
                Map.of(
                        "sentence", ControlText.sentence(report),
                        "controls",
                                report.rows().stream().map(ControlsPage::item).collect(Collectors.joining()),
                        "method", method(report)));
        return Page.of("Corral: controls", body, Map.of());
    }

    private static String item(ControlRow row) {
        return row.measured()
                ? Text.of(
                        "<li class=\"%s\"><b>%s</b> <span>without %s, %s: promised %s, seen %s</span></li>",
                        row.kept() ? "missed" : "kept",
                        row.kept() ? "KEPT" : "missed",
                        Html.escape(row.mitigation()),
                        Html.escape(row.check().name()),
                        Html.escape(row.check().promised()),
                        Html.escape(row.check().seen()))
                : Text.of(
                        "<li class=\"missed\"><b>void</b> <span>without %s: %s</span></li>",
                        Html.escape(row.mitigation()), Html.escape(row.reason()));
    }

    private static String method(ControlReport report) {
        return Html.definitions(
                "Fleet",
                Text.of(
                        "%d cache nodes, one Redis and one origin, each a process of its own on one machine. Each control"
                                + " has a cache of its own: the rung that adds the mitigation, without it.",
                        report.scenario().nodes()),
                "Made from",
                report.conditions().text(report.scenario().seed()));
    }
}
