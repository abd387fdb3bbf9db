package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are null: Helm takes the chart's defaults away. */
class NullsTest {

    private static final JsonNode VALUES = StrictYaml.tree(Chart.read(Chart.SOURCE.resolve("values.yaml")));

    /** The values that may not be null, each as the names down to it. */
    private static final List<List<String>> NEEDED = findNeeded(
            StrictYaml.tree(Chart.read(Chart.SOURCE.resolve("values.schema.json")))
                    .at("/definitions/complete"),
            List.of());

    /** A template that reads it would end in an error of Go, or write a number that nobody chose. */
    @Test
    void nullOfANeededDefault_isNamed() {
        List<List<String>> innermost = NEEDED.stream()
                .filter(names -> NEEDED.stream().noneMatch(other -> isInside(other, names)))
                // It has a sentence of its own.
                .filter(names -> !names.equals(List.of("demonstration")))
                .toList();
        Overlay values = new Overlay();
        innermost.forEach(names -> values.put(names, NullNode.instance));
        String complaint = catchThrowable(() -> Chart.render(values.write())).getMessage();
        assertThat(innermost)
                .hasSizeGreaterThan(80)
                .allSatisfy(names -> assertThat(complaint)
                        .containsPattern("at '" + (names.size() == 1 ? "" : "/")
                                + String.join("/", names.subList(0, names.size() - 1)) + "': missing propert.*'"
                                + names.getLast() + "'"));
    }

    /** Every other default can be taken away. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nullOfAnyOtherDefault_renders(boolean everything) {
        Overlay values = new Overlay();
        findOthers(VALUES, List.of()).forEach(names -> values.put(names, NullNode.instance));
        if (everything) {
            for (String name : List.of(
                    "monitoring",
                    "monitoring.grafana",
                    "monitoring.dashboards",
                    "monitoring.serviceMonitor",
                    "monitoring.prometheusRule",
                    "switches",
                    "redis.volumeClaim",
                    "serviceAccount")) {
                List<String> names = new ArrayList<>(List.of(name.split("\\.")));
                names.add(name.equals("serviceAccount") ? "create" : "enabled");
                values.put(names, BooleanNode.TRUE);
            }
        }
        assertThat(Chart.render(values.write()).objects()).isNotEmpty();
    }

    private static boolean isInside(List<String> inner, List<String> outer) {
        return inner.size() > outer.size() && inner.subList(0, outer.size()).equals(outer);
    }

    private static List<List<String>> findNeeded(JsonNode complete, List<String> names) {
        List<List<String>> found = new ArrayList<>();
        complete.path("required").forEach(name -> found.add(child(names, name.asText())));
        complete.path("properties")
                .properties()
                .forEach(each -> found.addAll(findNeeded(each.getValue(), child(names, each.getKey()))));
        return found;
    }

    /** The outermost values that are not needed, and contain none that is. */
    private static List<List<String>> findOthers(JsonNode values, List<String> names) {
        List<List<String>> found = new ArrayList<>();
        values.properties().forEach(each -> {
            List<String> own = child(names, each.getKey());
            if (NEEDED.stream().anyMatch(other -> isInside(other, own))) {
                found.addAll(findOthers(each.getValue(), own));
            } else if (!NEEDED.contains(own)) {
                found.add(own);
            }
        });
        return found;
    }

    private static List<String> child(List<String> names, String name) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return List.copyOf(longer);
    }
}
