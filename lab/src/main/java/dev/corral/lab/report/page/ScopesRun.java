package dev.corral.lab.report.page;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.lab.load.Lag;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Row;
import dev.corral.lab.report.Conditions;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the page takes from {@code scopes.json}: the same rungs on fleets of several sizes.
 *
 * @param sizes smallest fleet first
 */
record ScopesRun(Conditions conditions, List<Size> sizes) {

    static final String FILE = "scopes.json";

    /** One fleet, and what its rungs have shown. */
    record Size(Scenario scenario, List<Row> rows, Map<String, Lag> lag, List<Check> checks) {

        String nodes() {
            return scenario.nodes() == 1 ? "1 node" : scenario.nodes() + " nodes";
        }
    }

    /** @throws IllegalArgumentException in one sentence, where it is no such report */
    static ScopesRun read(JsonNode tree, Path file) {
        try {
            ScopesRun run = ReportFiles.JSON
                    .readerFor(ScopesRun.class)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(tree);
            if (run != null && run.conditions != null && run.sizes != null && !run.sizes.isEmpty()) {
                return run;
            }
        } catch (IOException malformed) {
            // Said below.
        }
        throw new IllegalArgumentException(file + " is no report of ./corral scopes: it has no fleets");
    }

    List<Check> checks() {
        return sizes.stream().flatMap(size -> size.checks().stream()).toList();
    }
}
