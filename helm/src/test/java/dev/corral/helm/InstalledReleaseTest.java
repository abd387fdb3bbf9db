package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a render knows of the release that it upgrades: each test has an installed release of its own. */
class InstalledReleaseTest {

    private static final String DEPLOYMENT = """
            {"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"%s-node","namespace":"shop"},
            "spec":{"replicas":%d}}""";

    private static final String STATEFUL_SET = """
            {"kind":"StatefulSet","apiVersion":"apps/v1","metadata":{"name":"%s-redis","namespace":"shop"},
            "spec":{"replicas":1%s}}""";

    private static final String CLAIM = """
            ,"volumeClaimTemplates":[{"metadata":{"name":"data"},
            "spec":{%s"resources":{"requests":{"storage":"%s"}}}}]""";

    private static final String ON = "redis.volumeClaim.enabled=true";

    @ParameterizedTest
    @CsvSource({"5,5", "2,3", "0,3"})
    void autoscaler_beginsWithThePresentNumberOfNodesAndAtLeastTheSmallest(int present, int expected) {
        String name = "scaled-corral-" + present;
        Chart.CLUSTER.put(String.format(Locale.ROOT, DEPLOYMENT, name, present));
        assertThat(replicas("fullnameOverride=" + name, "autoscaling.enabled=true"))
                .isEqualTo(expected);
        assertThat(replicas("fullnameOverride=" + name, "node.replicas=4")).isEqualTo(4);
    }

    @Test
    void autoscalerOfAReleaseThatIsNotInstalled_setsTheNumberAlone() {
        assertThat(replicas("autoscaling.enabled=true")).isNull();
    }

    /** With {@code --reuse-values}, Helm renders the new chart with the defaults of the old one. */
    @Test
    void valuesOfAnOlderChart_areRefusedBeforeATemplateMissesOne() {
        assertThatThrownBy(() -> Chart.renderWith(
                        "demonstration=null",
                        "tests=null",
                        "podSecurityContext=null",
                        "serviceAccount=null",
                        "networkPolicy.egress=null",
                        "redis={prefix: corral, probes: null, existingSecretKeys: null}"))
                .hasMessageContaining("upgrade with --reset-then-reuse-values in place of --reuse-values");
    }

    @Test
    void volumeForARedisWithoutOne_isRefused() {
        String name = installed("bare-corral", "");
        assertThat(Chart.renderWith(name).objects()).isNotEmpty();
        assertThatThrownBy(() -> Chart.renderWith(name, ON))
                .hasMessageContaining("redis.volumeClaim requests a volume of 1Gi, but the StatefulSet"
                        + " bare-corral-redis has no volume, and Kubernetes does not change the volumes of a StatefulSet:"
                        + " run kubectl --namespace shop delete statefulset bare-corral-redis --cascade=foreground, which"
                        + " deletes the rows in Redis, and upgrade again");
        assertThat(Chart.renderWith(name, "redis.external.url=redis://redis.shop")
                        .objects())
                .as("Helm deletes the StatefulSet")
                .isNotEmpty();
    }

    /** The API server writes a quantity in another unit. */
    @ParameterizedTest
    @CsvSource({"1Gi,1024Mi", "1Ti,1024Gi", "1536Mi,1.5Gi", "107374182400m,0.1Gi", "1G,1e9"})
    void sameVolume_isAccepted(String present, String wanted) {
        String release = "same-corral-" + wanted.replace('.', '-').toLowerCase(Locale.ROOT);
        String name = installed(release, String.format(Locale.ROOT, CLAIM, "", present));
        assertThat(Chart.renderWith(name, ON, "redis.volumeClaim.size='" + wanted + "'")
                        .objects())
                .isNotEmpty();
    }

    @Test
    void otherVolume_isRefused() {
        String name =
                installed("other-corral", String.format(Locale.ROOT, CLAIM, "\"storageClassName\":\"fast\",", "1Gi"));
        String fast = "redis.volumeClaim.storageClassName=fast";
        assertThat(Chart.renderWith(name, ON, fast).objects()).isNotEmpty();
        assertThatThrownBy(() -> Chart.renderWith(name, ON, fast, "redis.volumeClaim.size=2Gi"))
                .hasMessageContaining("requests a volume of 2Gi of the class fast, but the StatefulSet"
                        + " other-corral-redis has a volume of 1Gi of the class fast, and");
        assertThatThrownBy(() -> Chart.renderWith(name, ON)).hasMessageContaining("requests a volume of 1Gi, but");
        assertThatThrownBy(() -> Chart.renderWith(name))
                .hasMessageContaining("redis.volumeClaim requests no volume, but");
    }

    /** Returns the setting that renders the release whose Redis has this claim. */
    static String installed(String name, String claim) {
        Chart.CLUSTER.put(String.format(Locale.ROOT, STATEFUL_SET, name, claim));
        return "fullnameOverride=" + name;
    }

    private static Integer replicas(String... settings) {
        Rendering rendering = Chart.renderWith(settings);
        return rendering
                .get(Deployment.class, NodeProperties.nodes(rendering))
                .getSpec()
                .getReplicas();
    }
}
