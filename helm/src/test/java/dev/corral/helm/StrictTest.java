package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the values are, Helm's lint has no complaint and every object is one that Kubernetes knows. */
class StrictTest {

    private static final int ANNOTATIONS = 256 << 10;

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: node}
            spec: {clusterIP: None}
            """;

    private static final String MONITOR = """
            apiVersion: monitoring.coreos.com/v1
            kind: ServiceMonitor
            metadata: {name: node}
            spec: {selector: {}, endpoints: [{port: management, interval: 833ms}]}
            """;

    @ParameterizedTest
    @MethodSource("dev.corral.helm.Chart#matrix")
    void valuesOfTheMatrix_renderStrictly(Path values) {
        assertThat(Chart.render(values).objects()).hasSizeGreaterThan(10);
        assertThat(Chart.render("shop", values).objects()).hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("dev.corral.helm.Chart#matrix")
    void valuesOfTheMatrix_passLint(Path values, @TempDir Path folder) throws IOException {
        Path copy = copyWith(StrictYaml.tree(Chart.read(values)), folder.resolve("corral"));
        LintResult result = new Helm(copy).lint().strict().call();
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    /** {@code kubectl apply} and Argo CD store an object in an annotation, of which Kubernetes accepts 256 KiB. */
    @ParameterizedTest
    @MethodSource("dev.corral.helm.Chart#matrix")
    void objects_fitIntoAnAnnotation(Path values) throws IOException {
        for (HasMetadata object : Chart.render(values).objects()) {
            assertThat(new ObjectMapper().writeValueAsBytes(object))
                    .as(object.getMetadata().getName())
                    .hasSizeLessThan(ANNOTATIONS);
        }
    }

    /** YAML reads such a name as a boolean, which is no label. */
    @Test
    void releaseNamedTrue_isATextInLabels() {
        assertThat(Chart.text(Chart.SOURCE, "true", Chart.matrix().getFirst()))
                .contains("app.kubernetes.io/instance: \"true\"")
                .doesNotContain("app.kubernetes.io/instance: true");
    }

    @Test
    void twoReleases_shareNoName() {
        Path values = Chart.matrix().getFirst();
        assertThat(Chart.render("one", values).objects())
                .extracting(object -> object.getMetadata().getName())
                .allMatch(name -> name.startsWith("one-corral"));
    }

    /** The controls: a document that the API server would refuse, or worse, take. */
    @Test
    void documentsThatAreNotStrict_areRefused() {
        assertThat(StrictYaml.object(SERVICE)).isNotNull();
        assertThatThrownBy(() -> StrictYaml.object(SERVICE.replace("clusterIP", "clusterIp")))
                .hasMessageContaining("clusterIp");
        assertThatThrownBy(() -> StrictYaml.object(SERVICE + "kind: Service\n")).hasMessageContaining("Duplicate");
        assertThatThrownBy(() -> StrictYaml.object(SERVICE.replace("kind: Service", "kind: Servant")))
                .hasMessageContaining("v1/Servant");
    }

    @Test
    void monitorsThatAreNotStrict_areRefused() {
        assertThat(StrictYaml.object(MONITOR)).isNotNull();
        assertThatThrownBy(() -> StrictYaml.object(MONITOR.replace("interval", "intervall")))
                .hasMessageContaining("spec.endpoints[0].intervall");
        assertThatThrownBy(() -> StrictYaml.object(MONITOR.replace("833ms", "833 ms")))
                .hasMessageContaining("spec.endpoints[0].interval");
        assertThatThrownBy(() -> StrictYaml.object(MONITOR.replace("selector: {}, ", "")))
                .hasMessageContaining("spec.selector");
        assertThatThrownBy(() -> StrictYaml.object(MONITOR.replace("833ms", "1")))
                .hasMessageContaining("spec.endpoints[0].interval");
    }

    /** Lint takes no values: they become the copy's own. */
    private static Path copyWith(JsonNode values, Path folder) throws IOException {
        Path copy = Chart.copy(folder);
        ObjectNode merged = (ObjectNode) StrictYaml.tree(Chart.read(copy.resolve("values.yaml")));
        merge(merged, values);
        Files.writeString(copy.resolve("values.yaml"), new ObjectMapper().writeValueAsString(merged));
        return copy;
    }

    /** As Helm does it: maps are merged, null takes away, all else replaces. */
    private static void merge(ObjectNode into, JsonNode values) {
        values.properties().forEach(value -> {
            if (value.getValue().isObject() && into.path(value.getKey()).isObject()) {
                merge((ObjectNode) into.get(value.getKey()), value.getValue());
            } else if (value.getValue().isNull()) {
                into.remove(value.getKey());
            } else {
                into.set(value.getKey(), value.getValue());
            }
        });
    }
}
