package dev.corral.lab.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.lab.report.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The trials of a report, where it has any: each takes one mitigation out and counts the harm. */
final class TrialTable {

    private static final List<String> HEAD = List.of("mitigation", "harm it bounds", "number", "without it", "with it");

    private TrialTable() {}

    /** @param trials a list of {@code mitigation, harm, number, without, with}; anything else shows nothing */
    static String section(JsonNode trials) {
        if (!trials.isArray() || trials.isEmpty()) {
            return "";
        }
        List<List<String>> lines = new ArrayList<>(List.of(HEAD));
        trials.forEach(trial -> lines.add(Stream.of("mitigation", "harm", "number", "without", "with")
                .map(field -> trial.path(field).asText("-"))
                .toList()));
        return Template.fill("trials.html", java.util.Map.of("table", Html.table(new Grid(lines))));
    }
}
