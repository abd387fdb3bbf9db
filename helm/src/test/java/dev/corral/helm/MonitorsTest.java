package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart creates for the Prometheus Operator selects what it must scrape, once, under the names that the rules use. */
class MonitorsTest {

    private static final String SERVICE = "monitoring.serviceMonitor.enabled=true";

    @Test
    void serviceMonitor_selectsOneServiceWithItsPort() {
        Rendering rendering = Chart.renderWith(SERVICE, "monitoring.enabled=true");
        for (String component : List.of("node", "origin")) {
            JsonNode spec = monitor(rendering, "ServiceMonitor", component);
            assertThat(rendering.all(Service.class))
                    .filteredOn(service -> selects(spec, service.getMetadata().getLabels()))
                    .flatExtracting(service -> service.getSpec().getPorts())
                    .filteredOn(port ->
                            port.getName().equals(spec.at("/endpoints/0/port").asText()))
                    .as(component)
                    .hasSize(1);
        }
    }

    @Test
    void podMonitor_selectsThePodsWithTheirPort() {
        Rendering rendering = Chart.renderWith("monitoring.podMonitor.enabled=true");
        for (String component : List.of("node", "origin")) {
            JsonNode spec = monitor(rendering, "PodMonitor", component);
            assertThat(rendering.pods())
                    .filteredOn(pod -> selects(spec, pod.labels()))
                    .singleElement()
                    .satisfies(pod -> assertThat(pod.container().getPorts())
                            .anyMatch(port -> port.getName()
                                    .equals(spec.at("/podMetricsEndpoints/0/port")
                                            .asText())));
        }
    }

    @Test
    void monitors_scrapeAsThePrometheusOfTheChartDoes() {
        Rendering rendering = Chart.renderWith(SERVICE);
        for (String component : List.of("node", "origin")) {
            JsonNode spec = monitor(rendering, "ServiceMonitor", component);
            JsonNode endpoint = spec.at("/endpoints/0");
            assertThat(endpoint.at("/path").asText()).isEqualTo("/q/metrics");
            assertThat(endpoint.at("/interval").asText()).isEqualTo("166ms");
            assertThat(endpoint.at("/scrapeTimeout").asText()).isEqualTo("166ms");
            assertThat(endpoint.at("/relabelings/0/targetLabel").asText()).isEqualTo("job");
            assertThat(endpoint.at("/relabelings/0/replacement").asText()).isEqualTo("corral-" + component);
            assertThat(spec.at("/namespaceSelector/matchNames/0").asText()).isEqualTo("shop");
        }
    }

    @Test
    void externalOrigin_isNotScraped() {
        Rendering rendering = Chart.renderWith(SERVICE, "origin.external.url=http://rows.shop/{key}");
        assertThat(operated(rendering, "ServiceMonitor"))
                .extracting(monitor -> monitor.getMetadata().getName())
                .containsExactly("corral-node");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serviceMonitor", "podMonitor"})
    void labelsAndNamespace_areThoseOfTheValues(String monitor) {
        String at = "monitoring." + monitor;
        Rendering rendering = Chart.renderWith(
                at + ".enabled=true", at + ".labels={release: prometheus}", at + ".namespace=monitoring");
        assertThat(rendering.all(GenericKubernetesResource.class)).hasSize(2).allSatisfy(object -> {
            assertThat(object.getMetadata().getNamespace()).isEqualTo("monitoring");
            assertThat(object.getMetadata().getName())
                    .as("releases of two namespaces can have the same name")
                    .startsWith("shop-corral-");
            assertThat(object.getMetadata().getLabels())
                    .containsEntry("release", "prometheus")
                    .containsEntry("app.kubernetes.io/instance", "corral");
        });
    }

    private static JsonNode monitor(Rendering rendering, String kind, String component) {
        return operated(rendering, kind).stream()
                .filter(each -> each.getMetadata().getName().equals("corral-" + component))
                .map(StrictYaml::spec)
                .findFirst()
                .orElseThrow();
    }

    private static List<GenericKubernetesResource> operated(Rendering rendering, String kind) {
        return rendering.all(GenericKubernetesResource.class).stream()
                .filter(object -> object.getKind().equals(kind))
                .toList();
    }

    private static boolean selects(JsonNode spec, Map<String, String> labels) {
        return spec.at("/selector/matchLabels").properties().stream()
                .allMatch(label -> label.getValue().asText().equals(labels.get(label.getKey())));
    }
}
