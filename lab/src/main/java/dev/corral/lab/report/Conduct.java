package dev.corral.lab.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** How two runs were made, as far as it differs. */
final class Conduct {

    private Conduct() {}

    /** @param nodes whether a report has one size of fleet to compare */
    static List<String> differences(Report before, Report after, boolean nodes) {
        List<String> lines = new ArrayList<>();
        compare("", tree(before.scenario()), tree(after.scenario()), lines);
        if (!nodes) {
            lines.removeIf(line -> line.startsWith("nodes:"));
        }
        compare("without", tree(before.without()), tree(after.without()), lines);
        compare("", tree(before.conditions()), tree(after.conditions()), lines);
        return lines;
    }

    private static JsonNode tree(Object value) {
        return ReportFiles.JSON.valueToTree(value);
    }

    /** Field by field, down to what has no fields. */
    private static void compare(String name, JsonNode before, JsonNode after, List<String> lines) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before == null || after == null || !before.isObject() || !after.isObject()) {
            lines.add("%s: %s -> %s".formatted(name, plain(before), plain(after)));
            return;
        }
        TreeSet<String> fields = new TreeSet<>();
        before.fieldNames().forEachRemaining(fields::add);
        after.fieldNames().forEachRemaining(fields::add);
        fields.forEach(field ->
                compare(name.isEmpty() ? field : name + "." + field, before.get(field), after.get(field), lines));
    }

    private static String plain(JsonNode value) {
        if (value == null || value.isNull()) {
            return "-";
        }
        return value.isValueNode() ? value.asText().strip() : value.toString();
    }
}
