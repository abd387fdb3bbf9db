package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The configuration of the Pods that serve reads is part of their template. A ConfigMap would be the same for all
 * revisions: an undo would run the new configuration, and so would an old Pod that is replaced during a rollout.
 */
class RevisionsTest {

    private static final String COMPONENT = "app.kubernetes.io/component";
    private static final Set<String> SERVING = Set.of("node", "origin");

    @ParameterizedTest
    @MethodSource("dev.corral.helm.Chart#matrix")
    void podsThatServe_mountNoConfigMap(Path values) {
        assertThat(Chart.render(values).pods())
                .filteredOn(pod -> SERVING.contains(pod.labels().get(COMPONENT)))
                .isNotEmpty()
                .flatExtracting(pod -> pod.spec().getVolumes())
                .extracting(Volume::getConfigMap)
                .containsOnlyNulls();
    }

    @Test
    void configurationOfTheNodes_isAFileFromAnAnnotation() {
        Rendering rendering = Chart.renderWith();
        assertThat(rendering.find(ConfigMap.class, "corral-node")).isEmpty();
        Rendering.PodShape node = rendering.pod("corral-node");
        assertThat(node.annotations().get(NodeProperties.ANNOTATION)).contains("\ncorral.caches.full.layers=");
        assertThat(node.spec().getVolumes())
                .filteredOn(volume -> volume.getName().equals("config"))
                .flatExtracting(volume -> volume.getDownwardAPI().getItems())
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.getPath()).isEqualTo("application.properties");
                    assertThat(item.getFieldRef().getFieldPath())
                            .isEqualTo("metadata.annotations['" + NodeProperties.ANNOTATION + "']");
                });
        assertThat(node.container().getVolumeMounts())
                .filteredOn(mount -> mount.getName().equals("config"))
                .extracting(VolumeMount::getMountPath)
                .containsExactly("/deployments/config");
    }

    /** Its scripts are those of the chart, and the same in all revisions of one version of it. */
    @Test
    void configurationOfRedis_isAFileFromAnAnnotationNextToTheScripts() {
        Rendering rendering = Chart.renderWith("redis.maxmemory=128Mi");
        Rendering.PodShape redis = rendering.pod("corral-redis");
        assertThat(redis.annotations().get("corral.dev/redis.conf")).contains("\nmaxmemory 134217728\n");
        assertThat(rendering.get(ConfigMap.class, "corral-redis").getData())
                .containsKey("start")
                .doesNotContainKey("redis.conf");
        assertThat(redis.spec().getVolumes())
                .filteredOn(volume -> volume.getName().equals("config"))
                .flatExtracting(volume -> volume.getProjected().getSources())
                .filteredOn(source -> source.getDownwardAPI() != null)
                .flatExtracting(source -> source.getDownwardAPI().getItems())
                .extracting(item -> item.getPath())
                .containsExactly("redis.conf");
    }
}
