package dev.corral.lab.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Finding;
import dev.corral.lab.measure.Row;
import dev.corral.lab.report.WrittenReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of one fleet.
 *
 * @param name the name of the fleet among the others; empty if it is the only one
 * @param scenario the scenario as it is in the report
 * @param voids what could not be measured, each with the reason
 */
record Part(
        String name,
        JsonNode scenario,
        List<Row> rows,
        List<Check> checks,
        List<Finding> findings,
        Map<String, String> voids) {

    /** @throws LabException if the JSON does not have the structure of such a part */
    static Part of(String name, WrittenReport written, JsonNode json) {
        JsonNode scenario = json.path("scenario");
        if (!scenario.isObject() || !json.path("rows").isArray()) {
            throw written.foreign(null);
        }
        return new Part(
                name,
                scenario,
                all(written, json.path("rows"), Row.class, List.of("rung", "hotPerBoundary")),
                all(written, json.path("checks"), Check.class, List.of("rung", "name", "kept")),
                all(written, json.path("trials"), Finding.class, List.of("mitigation", "number", "without", "with")),
                voids(json.path("voids")));
    }

    private static Map<String, String> voids(JsonNode json) {
        Map<String, String> voids = new LinkedHashMap<>();
        json.properties()
                .forEach(each -> voids.put(each.getKey(), each.getValue().asText()));
        return voids;
    }

    /** @param needed the fields that every element must have */
    private static <T> List<T> all(WrittenReport written, JsonNode array, Class<T> type, List<String> needed) {
        List<T> all = new ArrayList<>();
        for (JsonNode each : array) {
            if (!needed.stream().allMatch(each::hasNonNull)) {
                throw written.foreign(null);
            }
            all.add(written.part(each, type));
        }
        return all;
    }
}
