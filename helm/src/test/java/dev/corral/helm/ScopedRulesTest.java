package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The PrometheusRules read and record only series of the release's namespace: other releases have other TTLs, and rules of their own. */
class ScopedRulesTest {

    private static final String SCOPE = "{namespace=\"shop\"";
    private static final List<String> FILES = List.of("recording", "alerts");

    /** What remains of an expression without strings, selectors and lists of labels: a name, unless it is a function. */
    private static final Pattern NAME = Pattern.compile("(?<![\\w:])[a-zA-Z_:][\\w:]*+(?!\\s*[(#])");

    private static final Pattern LABELS =
            Pattern.compile("\\b(by|on|ignoring|without|group_left|group_right)\\s*\\([^)]*\\)");

    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    private final Rendering rendering = Chart.renderWith(
            "monitoring.enabled=true", "monitoring.prometheusRule={enabled: true, labels: {release: prometheus}}");

    @Test
    void rules_areThoseOfTheFilesApartFromTheNamespace() {
        for (String file : FILES) {
            String text = rendering.get(ConfigMap.class, "corral-rules").getData().get(file + ".yml");
            assertThat(StrictYaml.tree(unscoped(spec(file)))).as(file).isEqualTo(StrictYaml.tree(text));
        }
    }

    @Test
    void everySeries_isOfTheNamespace() {
        for (String file : FILES) {
            List<JsonNode> expressions = spec(file).findValues("expr");
            assertThat(expressions).hasSizeGreaterThan(20).allSatisfy(expression -> assertThat(
                            namesWithoutScope(expression.asText()))
                    .as(expression.asText())
                    .isEmpty());
        }
    }

    /** Without a series in its expression, a rule has no label but its own. */
    @Test
    void measuredTtl_isRecordedForTheNamespace() {
        assertThat(spec("recording").path("groups"))
                .flatExtracting(group -> group.path("rules"))
                .filteredOn(rule -> rule.path("record").asText().equals("corral:ttl:seconds"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.at("/labels/namespace").asText())
                        .isEqualTo("shop"));
    }

    /** The control: the search finds names of series. */
    @Test
    void namesWithoutScope_areFound() {
        assertThat(namesWithoutScope("sum by (namespace) (rate(a_total[2m:166ms])) > on (cache) b{c=\"d_e\"} offset 10s and up"))
                .containsExactly("a_total", "b", "up");
        assertThat(namesWithoutScope("rate(a_total" + SCOPE + ", c=\"d\"}[1m]) > bool b" + SCOPE + "} @ end()"))
                .isEmpty();
    }

    @Test
    void labels_areThoseOfTheValues() {
        assertThat(rule("alerts").getMetadata().getLabels()).containsEntry("release", "prometheus");
    }

    private static List<String> namesWithoutScope(String expression) {
        String bare = LABELS.matcher(expression.replace(SCOPE, "{#").replaceAll("\"[^\"]*\"", ""))
                .replaceAll("")
                .replaceAll("\\{#[^}]*}", "#")
                .replaceAll("\\{[^}]*}", "");
        return NAME.matcher(bare)
                .results()
                .map(MatchResult::group)
                .filter(name -> !OPERATORS.contains(name))
                .toList();
    }

    private static String unscoped(JsonNode spec) {
        String quoted = SCOPE.replace("\"", "\\\"");
        return spec.toString()
                .replace(quoted + ", ", "{")
                .replace(quoted + "}", "")
                .replace("\"labels\":{\"namespace\":\"shop\"},", "");
    }

    private JsonNode spec(String file) {
        return StrictYaml.spec(rule(file));
    }

    private GenericKubernetesResource rule(String file) {
        return rendering.get(GenericKubernetesResource.class, "corral-" + file);
    }
}
