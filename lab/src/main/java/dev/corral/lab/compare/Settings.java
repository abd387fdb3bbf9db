package dev.corral.lab.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings of a run by name. If two runs differ in a setting, a number may differ for that reason alone. */
record Settings(Map<String, String> values) {

    static Settings of(JsonNode json) {
        Settings settings = new Settings(new LinkedHashMap<>());
        settings.put("", json);
        return settings;
    }

    private void put(String path, JsonNode json) {
        if (json.isObject()) {
            json.properties()
                    .forEach(each -> put(path.isEmpty() ? each.getKey() : path + "." + each.getKey(), each.getValue()));
        } else {
            values.put(path, text(json));
        }
    }

    /** Returns a line for each setting that differs: its name, before, after. */
    List<List<String>> differences(Settings after) {
        Set<String> names = new LinkedHashSet<>(values.keySet());
        names.addAll(after.values.keySet());
        List<List<String>> differences = new ArrayList<>();
        for (String name : names) {
            String was = values.getOrDefault(name, "-");
            String is = after.values.getOrDefault(name, "-");
            if (!was.equals(is)) {
                differences.add(List.of(name, was, is));
            }
        }
        return differences;
    }

    private static String text(JsonNode json) {
        if (json.isArray()) {
            List<String> each = new ArrayList<>();
            json.forEach(element -> each.add(text(element)));
            return each.isEmpty() ? "nothing" : String.join(", ", each);
        }
        String text = json.asText().strip();
        return text.startsWith("PT") ? text.substring(2).toLowerCase(java.util.Locale.ROOT) : text;
    }
}
