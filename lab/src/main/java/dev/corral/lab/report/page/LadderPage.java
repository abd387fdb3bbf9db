package dev.corral.lab.report.page;

import dev.corral.lab.measure.Row;
import dev.corral.lab.measure.Timeline;
import dev.corral.lab.report.Findings;
import dev.corral.lab.report.LadderOrder;
import dev.corral.lab.report.Report;
import dev.corral.lab.report.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The page of a ladder: the main result, a comparison of all rungs, each rung, the table, the trials, and the method.
 */
final class LadderPage {

    private LadderPage() {}

    static String of(Report report, RawFolder folder) throws IOException {
        Map<String, Timeline> timelines = timelines(report, folder);
        Headline headline = new Headline(report);
        String body = Template.fill(
                "ladder.html",
                Map.of(
                        "sentence", headline.sentence(),
                        "rest", headline.rest(),
                        "control", headline.control() + VoidPart.note(report.voids()),
                        "tiles", headline.tiles(),
                        "story", headline.story(),
                        "promises", Checks.summary(report.checks()),
                        "rungs", sections(report, folder, timelines),
                        "table", Html.table(Table.grid(report)),
                        "trials", trials(report),
                        "method", Method.of(report)));
        return Page.of("Corral: the ladder", body, new ChartData(report, timelines).asMap());
    }

    private static String trials(Report report) {
        return report.trials().isEmpty()
                ? ""
                : Template.fill("trials.html", Map.of("table", Html.table(Findings.grid(report))));
    }

    private static Map<String, Timeline> timelines(Report report, RawFolder folder) throws IOException {
        Map<String, Timeline> timelines = new LinkedHashMap<>();
        for (Row row : report.rows()) {
            folder.timeline(row.rung(), report.scenario()).ifPresent(each -> timelines.put(row.rung(), each));
        }
        return timelines;
    }

    private static String sections(Report report, RawFolder folder, Map<String, Timeline> timelines)
            throws IOException {
        RungSection section = new RungSection(report, folder);
        List<String> sections = new ArrayList<>();
        for (LadderOrder.Place place : LadderOrder.of(report)) {
            int number = sections.size() + 1;
            sections.add(
                    place.row().isPresent()
                            ? section.of(number, place.row().get(), Optional.ofNullable(timelines.get(place.rung())))
                            : VoidPart.section(
                                    number, place.rung(), report.voids().get(place.rung())));
        }
        return String.join("\n", sections);
    }
}
