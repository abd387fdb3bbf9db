package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of the chart's README have the values of {@code values.yaml}, and their defaults. */
class ValuesTableTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Za-z.]+)` \\| `(.+?)` \\| .+ \\|$");
    private static final Pattern COMMENTED = Pattern.compile("(?m)^( *)([A-Za-z-]+):.*$");

    private final String readme = Chart.read(Chart.SOURCE.resolve("README.md"));
    private final String text = Chart.read(Chart.SOURCE.resolve("values.yaml"));
    private final JsonNode values = StrictYaml.tree(text);

    @Test
    void values_areThoseOfTheFile() {
        Map<String, JsonNode> table = ROW.matcher(readme.substring(0, readme.indexOf("### Caches")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> StrictYaml.tree(row.group(2))));
        Map<String, JsonNode> told = new TreeMap<>();
        table.forEach((name, value) -> leaves(name, value, told));
        Map<String, JsonNode> there = new TreeMap<>();
        leaves("", values, there);
        there.keySet().removeIf(name -> name.startsWith("caches."));
        assertThat(told).isEqualTo(there).hasSizeGreaterThan(70);
    }

    @Test
    void caches_areThoseOfTheFile() {
        List<String> columns = cells(
                readme.lines().filter(line -> line.startsWith("| cache |")).findFirst());
        values.get("caches").properties().forEach(cache -> {
            List<String> row = cells(readme.lines()
                    .filter(line -> line.startsWith("| `" + cache.getKey() + "` | `["))
                    .findFirst());
            assertThat(columns)
                    .containsAll(cache.getValue().properties().stream()
                            .map(Map.Entry::getKey)
                            .toList());
            for (int column = 1; column < columns.size(); column++) {
                JsonNode value = cache.getValue().path(columns.get(column));
                assertThat(row.get(column).isEmpty() ? null : StrictYaml.tree(row.get(column)))
                        .as("%s %s", cache.getKey(), columns.get(column))
                        .isEqualTo(value.isMissingNode() ? null : value);
            }
        });
    }

    /** A value without a word above it is one that nobody can set. */
    @Test
    void values_areCommentedEach() {
        List<String> lines = text.lines().toList();
        List<String> bare = COMMENTED
                .matcher(text.substring(0, text.indexOf("\ncaches:")) + text.substring(text.indexOf("\nwarm:")))
                .results()
                .map(MatchResult::group)
                .filter(line -> !line.endsWith(":"))
                .filter(line -> !lines.get(lines.indexOf(line) - 1).strip().startsWith("#"))
                .toList();
        assertThat(bare).isEmpty();
    }

    private static void leaves(String name, JsonNode value, Map<String, JsonNode> into) {
        if (value.isObject() && !value.isEmpty()) {
            value.properties()
                    .forEach(each ->
                            leaves(name.isEmpty() ? each.getKey() : name + "." + each.getKey(), each.getValue(), into));
        } else {
            into.put(name, value);
        }
    }

    private static List<String> cells(Optional<String> row) {
        return Arrays.stream(row.orElseThrow().split("\\|"))
                .skip(1)
                .map(cell -> cell.strip().replace("`", ""))
                .toList();
    }
}
