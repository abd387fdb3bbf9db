package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.corral.helm.SchemaRules.Broken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema is closed, and each of its rules refuses a value that breaks it, by that value's name. */
class SchemaTest {

    private static final JsonNode SCHEMA = json(Chart.read(Chart.SOURCE.resolve("values.schema.json")));
    private static final JsonNode VALUES = StrictYaml.tree(Chart.read(Chart.SOURCE.resolve("values.yaml")));

    /** What Kubernetes alone knows the inside of. */
    private static final List<String> OPEN = List.of(
            "/global",
            "/objects",
            "/namedObjects",
            "/node/affinity/nodeAffinity",
            "/node/affinity/podAffinity",
            "/node/affinity/podAntiAffinity");

    /** Defaults that null removes, because templates or Kubernetes do without them; {@code demonstration} has a sentence of its own. */
    private static final Pattern REMOVABLE = Pattern.compile("global|demonstration|caches[.].+|podSecurityContext.*"
            + "|securityContext.*|.+[.]probes[.]\\w+[.]\\w+|.+[.]resources[.](requests|limits[.]cpu).*"
            + "|.+[.]topologySpreadConstraints|httpRoute[.]matches|monitoring[.]dashboards[.]labels.*");

    /** As many at a time as do not get in each other's way: a render complains about all of them. */
    static List<List<Broken>> batches() {
        List<List<Broken>> batches = new ArrayList<>();
        for (Broken each : SchemaRules.of(SCHEMA, VALUES)) {
            batches.stream()
                    .filter(batch -> batch.stream().noneMatch(each::collides))
                    .findFirst()
                    .orElseGet(() -> {
                        batches.add(new ArrayList<>());
                        return batches.getLast();
                    })
                    .add(each);
        }
        return batches;
    }

    @ParameterizedTest
    @MethodSource("batches")
    void brokenRules_areNamedEach(List<Broken> batch) {
        Overlay values = new Overlay();
        batch.forEach(broken -> values.put(broken.names(), broken.value()));
        Throwable complaint = catchThrowable(() -> Chart.render(values.write()));
        assertThat(complaint).isInstanceOf(IllegalStateException.class);
        assertThat(batch)
                .as(complaint.getMessage())
                .filteredOn(broken -> !complaint.getMessage().contains("at '" + broken.at() + "'"))
                .isEmpty();
    }

    /** A node would not start with it, or no cluster would accept the NetworkPolicy for its port. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "collector:4318",
                "ftp://collector",
                "http://:4318",
                "http://my_collector:4318",
                "http://collector:",
                "http://collector:0",
                "http://collector:65536",
                "http://user@collector",
                "http://collector/?tenant=a"
            })
    void collectorThatANodeRefuses_isNamed(String url) {
        assertThat(catchThrowable(() -> Chart.renderWith("traces.endpoint='" + url + "'")))
                .hasMessageContaining("at '/traces/endpoint'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://collector",
                "https://collector.observability.svc.:65535/v1/traces",
                "http://[fd00::1]:4318",
                "http://10.0.0.1:4318/"
            })
    void collector_isAnyHostAndPort(String url) {
        assertThat(NodeProperties.of(Chart.renderWith("traces.endpoint='" + url + "'")))
                .containsEntry("corral.traces.endpoint", url);
    }

    @Test
    void rules_areMany() {
        assertThat(SchemaRules.of(SCHEMA, VALUES)).hasSizeGreaterThan(250);
    }

    @Test
    void everyObject_isClosed() {
        List<String> open = new ArrayList<>();
        findOpen(SCHEMA, "", open);
        assertThat(open).containsExactlyInAnyOrderElementsOf(OPEN);
    }

    /** A template would end with a nil pointer, or a rule would be left out of a NetworkPolicy. */
    @Test
    void removedDefaults_areNamedEach() {
        List<List<String>> needed = new ArrayList<>();
        findNeeded(VALUES, List.of(), needed);
        assertThat(needed).hasSizeGreaterThan(100);
        Map<Integer, List<List<String>>> depths = needed.stream().collect(Collectors.groupingBy(List::size));
        depths.values().forEach(names -> {
            Overlay values = new Overlay();
            names.forEach(each -> values.put(each, JsonNodeFactory.instance.nullNode()));
            String complaint =
                    catchThrowable(() -> Chart.render(values.write())).getMessage();
            assertThat(names)
                    .as(complaint)
                    .allSatisfy(each -> assertThat(complaint.lines())
                            .anyMatch(line -> line.contains("at '" + parent(each) + "': missing propert")
                                    && line.contains("'" + each.getLast() + "'")));
        });
    }

    /** An older chart lacks values that this one needs: one sentence names the option of Helm, in place of a list of them. */
    @Test
    void valuesOfAnOlderChart_areRefusedWithASentence() {
        assertThat(catchThrowable(() -> Chart.renderWith("demonstration=null", "tests=null", "node.probes=null")))
                .hasMessageContaining("upgrade with --reset-then-reuse-values")
                .hasMessageNotContaining("missing propert");
    }

    private static String parent(List<String> names) {
        return names.size() == 1 ? "" : "/" + String.join("/", names.subList(0, names.size() - 1));
    }

    private static void findNeeded(JsonNode values, List<String> names, List<List<String>> needed) {
        values.properties().forEach(each -> {
            List<String> path = new ArrayList<>(names);
            path.add(each.getKey());
            if (REMOVABLE.matcher(String.join(".", path)).matches()) {
                return;
            }
            if (!isEmpty(each.getValue())) {
                needed.add(path);
            }
            findNeeded(each.getValue(), path, needed);
        });
    }

    /** Templates treat an empty value as a missing one. */
    private static boolean isEmpty(JsonNode value) {
        return value.isContainerNode()
                ? value.isEmpty()
                : value.asText().isEmpty() || value.isInt() && value.asInt() == 0;
    }

    /** A default without a rule could be set to anything. */
    @Test
    void everyValue_hasARule() {
        assertRuled(SCHEMA, VALUES, "values");
    }

    private static void assertRuled(JsonNode rule, JsonNode value, String name) {
        JsonNode resolved =
                rule.has("$ref") ? SCHEMA.at(rule.get("$ref").asText().substring(1)) : rule;
        assertThat(resolved.isEmpty()).as(name).isFalse();
        value.properties().forEach(each -> {
            JsonNode own = resolved.path("properties").path(each.getKey());
            assertRuled(
                    own.isMissingNode() ? resolved.path("additionalProperties") : own,
                    each.getValue(),
                    name + "." + each.getKey());
        });
    }

    private static void findOpen(JsonNode node, String name, List<String> open) {
        if (node.path("type").asText().equals("object") && !node.has("additionalProperties")) {
            open.add(name);
        }
        node.properties().forEach(each -> {
            boolean structure = List.of("properties", "definitions", "items").contains(each.getKey());
            findOpen(each.getValue(), structure ? name : name + "/" + each.getKey(), open);
        });
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
