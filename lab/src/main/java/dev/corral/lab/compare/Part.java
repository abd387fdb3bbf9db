package dev.corral.lab.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.lab.fleet.Trouble;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Finding;
import dev.corral.lab.measure.Row;
import dev.corral.lab.report.WrittenReport;
import java.util.ArrayList;
import java.util.List;

/**
 * What one fleet has shown.
 *
 * @param name of the fleet among the others; empty where it is the only one
 * @param scenario as it stands in the report
 */
record Part(String name, JsonNode scenario, List<Row> rows, List<Check> checks, List<Finding> findings) {

    /** @throws Trouble where it does not look like one */
    static Part of(String name, WrittenReport written, JsonNode json) {
        JsonNode scenario = json.path("scenario");
        if (!scenario.isObject() || !json.path("rows").isArray()) {
            throw written.foreign(null);
        }
        List<Row> rows = all(written, json.path("rows"), Row.class);
        if (rows.stream().anyMatch(row -> row.rung() == null || row.hotPerBoundary() == null)) {
            throw written.foreign(null);
        }
        return new Part(
                name,
                scenario,
                rows,
                all(written, json.path("checks"), Check.class),
                all(written, json.path("trials"), Finding.class));
    }

    private static <T> List<T> all(WrittenReport written, JsonNode array, Class<T> type) {
        List<T> all = new ArrayList<>();
        array.forEach(each -> all.add(written.part(each, type)));
        return all;
    }
}
