package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.helm.Rendering.PodShape;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one object says of another is so: selectors, ports, references. */
class WiringTest {

    /** The Secrets that the value files of the matrix say are there. */
    private static final Set<String> GIVEN =
            Set.of("shop-redis", "shop-ca", "cache-passwords", "cache-tls", "shop-token", "shop-certificates");

    @ParameterizedTest
    @MethodSource("dev.corral.helm.Chart#matrix")
    void services_findPodsAndTheirPorts(Path values) {
        Rendering rendering = Chart.render(values);
        assertThat(rendering.all(Service.class)).hasSizeGreaterThan(1).allSatisfy(service -> {
            List<PodShape> selected = rendering.pods().stream()
                    .filter(pod -> pod.labels()
                            .entrySet()
                            .containsAll(service.getSpec().getSelector().entrySet()))
                    .toList();
            assertThat(selected).as(service.getMetadata().getName()).hasSize(1);
            assertThat(portNames(selected.getFirst().container()))
                    .containsAll(service.getSpec().getPorts().stream()
                            .map(port -> port.getTargetPort().getStrVal())
                            .toList());
        });
    }

    @ParameterizedTest
    @MethodSource("dev.corral.helm.Chart#matrix")
    void probes_askPortsThatAreThere(Path values) {
        assertThat(Chart.render(values).pods()).allSatisfy(pod -> {
            Container container = pod.container();
            Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())
                    .filter(Objects::nonNull)
                    .map(Probe::getHttpGet)
                    .filter(Objects::nonNull)
                    .forEach(http -> assertThat(portNames(container))
                            .contains(http.getPort().getStrVal()));
        });
    }

    @ParameterizedTest
    @MethodSource("dev.corral.helm.Chart#matrix")
    void longRunningPods_haveAllThreeProbes(Path values) {
        assertThat(Chart.render(values).pods())
                .filteredOn(pod -> !pod.name().contains("-test-"))
                .extracting(PodShape::container)
                .allSatisfy(container -> assertThat(List.of(
                                container.getStartupProbe(),
                                container.getLivenessProbe(),
                                container.getReadinessProbe()))
                        .doesNotContainNull());
    }

    @ParameterizedTest
    @MethodSource("dev.corral.helm.Chart#matrix")
    void volumes_referToWhatIsThere(Path values) {
        Rendering rendering = Chart.render(values);
        rendering
                .pods()
                .forEach(pod -> pod.spec()
                        .getVolumes()
                        .forEach(volume -> assertThat(resolves(rendering, pod, volume))
                                .as("%s: %s", pod.name(), volume)
                                .isTrue()));
    }

    @ParameterizedTest
    @MethodSource("dev.corral.helm.Chart#matrix")
    void mounts_referToVolumesAndBack(Path values) {
        assertThat(Chart.render(values).pods())
                .allSatisfy(pod -> assertThat(pod.container().getVolumeMounts())
                        .extracting(VolumeMount::getName)
                        .filteredOn(name -> !(name.equals("data") && values.endsWith("volume.yaml")))
                        .containsExactlyInAnyOrderElementsOf(pod.spec().getVolumes().stream()
                                .map(Volume::getName)
                                .toList()));
    }

    private static boolean resolves(Rendering rendering, PodShape pod, Volume volume) {
        if (volume.getDownwardAPI() != null) {
            return resolves(pod, volume.getDownwardAPI().getItems());
        }
        if (volume.getProjected() != null) {
            return volume.getProjected().getSources().stream()
                    .allMatch(source -> source.getDownwardAPI() == null
                            ? rendering
                                    .find(ConfigMap.class, source.getConfigMap().getName())
                                    .isPresent()
                            : resolves(pod, source.getDownwardAPI().getItems()));
        }
        if (volume.getConfigMap() != null) {
            return rendering
                    .find(ConfigMap.class, volume.getConfigMap().getName())
                    .filter(map -> map.getData()
                            .keySet()
                            .containsAll(keys(volume.getConfigMap().getItems())))
                    .isPresent();
        }
        if (volume.getSecret() != null && !GIVEN.contains(volume.getSecret().getSecretName())) {
            List<String> drawn =
                    DrawnSecrets.of(rendering).get(volume.getSecret().getSecretName());
            return drawn != null && drawn.containsAll(keys(volume.getSecret().getItems()));
        }
        return true;
    }

    private static boolean resolves(PodShape pod, List<DownwardAPIVolumeFile> files) {
        return files.stream()
                .allMatch(file -> pod.annotations().keySet().stream()
                        .map(name -> "metadata.annotations['" + name + "']")
                        .anyMatch(file.getFieldRef().getFieldPath()::equals));
    }

    private static List<String> keys(List<KeyToPath> items) {
        return items.stream().map(KeyToPath::getKey).toList();
    }

    private static List<String> portNames(Container container) {
        return container.getPorts().stream().map(ContainerPort::getName).toList();
    }
}
