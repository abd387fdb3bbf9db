package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.helm.Rendering.PodShape;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exactly what must be open is open. */
class ReachTest {

    private static final Path VALUES = Path.of("src/test/resources/values");
    private static final Map<String, String> STRANGER = Map.of("app", "shop");
    private static final Map<String, String> LOAD = Map.of("corral.dev/role", "load-test");

    @Test
    void pods_reachWhatTheyNeedAndNoMore() {
        Rendering rendering = Chart.render(VALUES.resolve("monitoring.yaml"));
        assertThat(reached(rendering, "corral-node"))
                .containsExactlyInAnyOrder("corral-redis:6379", "corral-origin:8090");
        assertThat(reached(rendering, "corral-origin")).isEmpty();
        assertThat(reached(rendering, "corral-redis")).isEmpty();
        assertThat(reached(rendering, "corral-prometheus"))
                .containsExactlyInAnyOrder("corral-node:9081", "corral-origin:9090");
        assertThat(reached(rendering, "corral-grafana")).containsExactly("corral-prometheus:9090");
        assertThat(reached(rendering, "corral-test-outsider"))
                .containsExactlyInAnyOrder("corral-node:8081", "corral-prometheus:9090", "corral-grafana:3000");
        assertThat(reached(rendering, "corral-test-insider"))
                .containsExactlyInAnyOrder(
                        "corral-node:8081",
                        "corral-prometheus:9090",
                        "corral-grafana:3000",
                        "corral-origin:9090",
                        "corral-redis:6379");
    }

    @Test
    void podsOfOthers_reachTheNodesAndWithTheLabelTheLedger() {
        Rendering rendering = Chart.render(VALUES.resolve("default.yaml"));
        assertThat(reached(rendering, STRANGER)).containsExactly("corral-node:8081");
        assertThat(reached(rendering, LOAD)).containsExactly("corral-node:8081", "corral-origin:9090");
    }

    @Test
    void namedClients_shutOutOthersButForTheLoadTest() {
        Rendering rendering = Chart.render(VALUES.resolve("clients.yaml"));
        assertThat(reached(rendering, STRANGER)).isEmpty();
        assertThat(reached(rendering, LOAD)).containsExactly("corral-node:8081", "corral-origin:9090");
    }

    /** Who comes in by a NodePort has no label; else the nodes stay closed to other namespaces. */
    @Test
    void nodePort_opensTheNodesToEverybody() {
        assertThat(clients("node-port.yaml")).isEmpty();
        assertThat(clients("default.yaml")).hasSize(1);
    }

    /** Beside the ports that they have without one. */
    @Test
    void collector_isReachedByNodesAndOriginOnly() {
        Rendering traced = Chart.render(VALUES.resolve("traces.yaml"));
        assertThat(egress(traced, "corral-node")).contains(4318);
        assertThat(egress(traced, "corral-origin")).containsExactlyInAnyOrder(53, 53, 4318);
        Rendering untraced = Chart.render(VALUES.resolve("default.yaml"));
        assertThat(egress(untraced, "corral-node")).doesNotContain(4318);
        assertThat(egress(untraced, "corral-origin")).isEmpty();
    }

    private static List<Integer> egress(Rendering rendering, String policy) {
        return rendering.get(NetworkPolicy.class, policy).getSpec().getEgress().stream()
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> port.getPort().getIntVal())
                .toList();
    }

    /** The management port is for kubectl and for Prometheus; a token alone does not lead there. */
    @Test
    void switches_openNoPath() {
        Rendering rendering = Chart.render(VALUES.resolve("switches.yaml"));
        assertThat(reached(rendering, STRANGER)).containsExactly("corral-node:8081");
        assertThat(reached(rendering, LOAD)).containsExactly("corral-node:8081", "corral-origin:9090");
    }

    @Test
    void prometheus_mayConnectToLoadGeneratorsOnTheirPorts() {
        NetworkPolicy prometheus =
                Chart.render(VALUES.resolve("monitoring.yaml")).get(NetworkPolicy.class, "corral-prometheus");
        assertThat(prometheus.getSpec().getEgress())
                .filteredOn(rule -> rule.getTo().stream()
                        .anyMatch(peer -> LOAD.equals(peer.getPodSelector().getMatchLabels())))
                .flatExtracting(rule -> rule.getPorts())
                .extracting(port -> port.getPort().getIntVal())
                .containsExactly(9464, 9465);
    }

    /** While the nodes are replaced, the old ones use the chart's origin. Without the option, it is deleted first. */
    @Test
    void keptOrigin_isStillReachedByTheNodes() {
        Rendering kept = Chart.render(VALUES.resolve("kept-origin.yaml"));
        assertThat(reached(kept, "corral-node")).contains("corral-origin:8090");
        assertThat(egress(kept, "corral-node")).contains(8080);
        assertThat(NodeProperties.of(kept)).containsEntry("corral.origin.url", "http://rows.shop:8080/rows/{key}");
        assertThat(Chart.renderWith("origin.external.url=http://rows.shop:8080/rows/{key}")
                        .find(Deployment.class, "corral-origin"))
                .isEmpty();
    }

    @Test
    void loadTest_isOfTheDemonstration() {
        Rendering production = Chart.renderWith(
                "demonstration=false",
                "origin={external: {url: 'http://rows.shop:8080/rows/{key}'}, keep: true}",
                "caches.full.ttl=1m",
                "networkPolicy.clients=[{podSelector: {matchLabels: {app: shop}}}]");
        assertThat(reached(production, LOAD)).isEmpty();
        assertThat(reached(production, STRANGER)).containsExactly("corral-node:8081");
    }

    @Test
    void openNetwork_hasNoPolicy() {
        assertThat(Chart.render(VALUES.resolve("open-network.yaml")).all(NetworkPolicy.class))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.corral.helm.Chart#matrix")
    void policies_speakOfPodsAndPortsThatAreThere(Path values) {
        Rendering rendering = Chart.render(values);
        Set<Integer> ports = rendering.pods().stream()
                .flatMap(pod -> pod.container().getPorts().stream())
                .map(ContainerPort::getContainerPort)
                .collect(Collectors.toSet());
        assertThat(rendering.all(NetworkPolicy.class)).allSatisfy(policy -> {
            Map<String, String> selected = policy.getSpec().getPodSelector().getMatchLabels();
            assertThat(Stream.concat(rendering.pods().stream(), rendering.jobs().stream()))
                    .as(policy.getMetadata().getName())
                    .anySatisfy(pod -> assertThat(pod.labels()).containsAllEntriesOf(selected));
            policy.getSpec().getIngress().stream()
                    .flatMap(rule -> rule.getPorts().stream())
                    .forEach(port -> assertThat(ports).contains(port.getPort().getIntVal()));
        });
    }

    private static Set<Object> clients(String values) {
        NetworkPolicy node = Chart.render(VALUES.resolve(values)).get(NetworkPolicy.class, "corral-node");
        return Set.copyOf(node.getSpec().getIngress().getFirst().getFrom());
    }

    private static Set<String> reached(Rendering rendering, String pod) {
        Set<String> reached = reached(rendering, rendering.pod(pod).labels());
        reached.removeIf(address -> address.startsWith(pod + ":"));
        return reached;
    }

    private static Set<String> reached(Rendering rendering, Map<String, String> labels) {
        Reach reach = new Reach(rendering);
        Set<String> reached = new TreeSet<>();
        for (PodShape pod : rendering.pods()) {
            pod.container().getPorts().stream()
                    .filter(port -> reach.reaches(labels, pod, port))
                    .forEach(port -> reached.add(pod.name() + ":" + port.getContainerPort()));
        }
        return reached;
    }
}
