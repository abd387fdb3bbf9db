package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import org.junit.jupiter.api.Test;

/** What a value brings, and what it takes away. */
class SwitchesTest {

    @Test
    void disruptionBudget_comesWithTheSecondNode() {
        assertThat(Chart.renderWith("node.replicas=1").all(PodDisruptionBudget.class))
                .isEmpty();
        assertThat(Chart.renderWith("node.replicas=2").all(PodDisruptionBudget.class))
                .hasSize(1);
    }

    @Test
    void disruptionBudget_isThatOfTheValues() {
        assertThat(Chart.renderWith("node.podDisruptionBudget.enabled=false").all(PodDisruptionBudget.class))
                .isEmpty();
        PodDisruptionBudget most = Chart.renderWith("node.podDisruptionBudget.maxUnavailable=25%")
                .get(PodDisruptionBudget.class, "corral-node");
        assertThat(most.getSpec().getMaxUnavailable().getStrVal()).isEqualTo("25%");
        assertThat(most.getSpec().getMinAvailable()).isNull();
        PodDisruptionBudget fewest = Chart.renderWith("node.podDisruptionBudget.minAvailable=2")
                .get(PodDisruptionBudget.class, "corral-node");
        assertThat(fewest.getSpec().getMinAvailable().getIntVal()).isEqualTo(2);
        assertThat(fewest.getSpec().getMaxUnavailable()).isNull();
    }

    @Test
    void spread_isThatOfTheValuesForThePodsOfOneRollout() {
        assertThat(Chart.renderWith("node.topologySpreadConstraints=[{topologyKey: rack, maxSkew: 2,"
                                + " whenUnsatisfiable: DoNotSchedule, minDomains: 3}]")
                        .pod("corral-node")
                        .spec()
                        .getTopologySpreadConstraints())
                .singleElement()
                .satisfies(spread -> {
                    assertThat(spread.getTopologyKey()).isEqualTo("rack");
                    assertThat(spread.getMaxSkew()).isEqualTo(2);
                    assertThat(spread.getMinDomains()).isEqualTo(3);
                    assertThat(spread.getMatchLabelKeys()).containsExactly("pod-template-hash");
                    assertThat(spread.getLabelSelector().getMatchLabels())
                            .containsEntry("app.kubernetes.io/component", "node");
                });
        assertThat(Chart.renderWith("node.topologySpreadConstraints=[]")
                        .pod("corral-node")
                        .spec()
                        .getTopologySpreadConstraints())
                .isEmpty();
        assertThat(Chart.renderWith().pod("corral-node").spec().getTopologySpreadConstraints())
                .extracting(spread -> spread.getTopologyKey())
                .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
    }

    @Test
    void autoscaler_setsTheNumberOfNodesAlone() {
        Rendering off = Chart.renderWith();
        assertThat(off.all(HorizontalPodAutoscaler.class)).isEmpty();
        assertThat(off.get(Deployment.class, "corral-node").getSpec().getReplicas())
                .isEqualTo(3);
        Rendering on = Chart.renderWith("autoscaling.enabled=true");
        assertThat(on.all(HorizontalPodAutoscaler.class)).hasSize(1);
        assertThat(on.get(Deployment.class, "corral-node").getSpec().getReplicas())
                .isNull();
    }

    @Test
    void rollout_neverHasFewerNodesThanWereAskedFor() {
        var strategy = Chart.renderWith()
                .get(Deployment.class, "corral-node")
                .getSpec()
                .getStrategy();
        assertThat(strategy.getRollingUpdate().getMaxUnavailable().getIntVal()).isZero();
        assertThat(strategy.getRollingUpdate().getMaxSurge().getIntVal()).isEqualTo(1);
    }

    @Test
    void changedCache_rollsTheNodesAndAScaleDoesNot() {
        String before = configuration();
        assertThat(configuration("caches.swr.ttl=7s")).isNotEqualTo(before);
        assertThat(configuration("node.replicas=5")).isEqualTo(before);
        assertThat(configuration("monitoring.enabled=true")).isEqualTo(before);
    }

    @Test
    void nodePort_isTheOneAskedFor() {
        Service service = Chart.renderWith("node.service.type=NodePort", "node.service.nodePort=30081")
                .get(Service.class, "corral-node");
        assertThat(service.getSpec().getType()).isEqualTo("NodePort");
        assertThat(service.getSpec().getPorts().getFirst().getNodePort()).isEqualTo(30081);
    }

    @Test
    void externalRedis_takesTheChartsOwnAway() {
        Rendering rendering = Chart.renderWith("redis.external.url=redis://redis.shop:6379");
        assertThat(rendering.all(StatefulSet.class)).isEmpty();
        assertThat(DrawnSecrets.of(rendering)).isEmpty();
        assertThat(rendering.all(Pod.class))
                .extracting(pod -> pod.getMetadata().getName())
                .doesNotContain("corral-test-users");
    }

    @Test
    void originWithoutControl_hasNoTestOfTheClaim() {
        assertThat(Chart.renderWith("origin.control=false").find(Pod.class, "corral-test-claim"))
                .isEmpty();
        assertThat(Chart.renderWith().find(Pod.class, "corral-test-claim")).isPresent();
    }

    @Test
    void nodes_seeOfTheSecretsOnlyTheirOwnPassword() {
        assertThat(Chart.renderWith("redis.tls.existingSecret=cache-tls")
                        .pod("corral-node")
                        .spec()
                        .getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .flatExtracting(volume -> volume.getSecret().getItems())
                .extracting(item -> item.getKey())
                .containsExactlyInAnyOrder("password", "ca.crt");
    }

    private static String configuration(String... settings) {
        return Chart.renderWith(settings).pod("corral-node").annotations().get(NodeProperties.ANNOTATION);
    }
}
