package dev.corral.lab.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.lab.measure.Check;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code ./corral scopes} has shown: the same rungs on fleets of several sizes, a report for each.
 *
 * @param kind tells it from the report of a ladder
 */
public record ScopesReport(String kind, int schemaVersion, List<Report> fleets) {

    private static final String KIND = "scopes";
    private static final int SCHEMA = 1;

    public static ScopesReport of(List<Report> fleets) {
        return new ScopesReport(KIND, SCHEMA, fleets);
    }

    public boolean kept() {
        return fleets.stream().flatMap(fleet -> fleet.checks().stream()).allMatch(Check::kept);
    }

    public static boolean is(JsonNode tree) {
        return KIND.equals(tree.path("kind").asText());
    }

    /** @throws IllegalArgumentException in one sentence, where it is no such report */
    public static ScopesReport read(JsonNode tree, Path file) {
        List<Report> fleets = new ArrayList<>();
        tree.path("fleets").forEach(fleet -> fleets.add(RunFolder.report(fleet, file)));
        if (fleets.isEmpty()) {
            throw new IllegalArgumentException(file + " is no report of ./corral scopes: it has no fleets");
        }
        return new ScopesReport(KIND, tree.path("schemaVersion").asInt(), fleets);
    }
}
