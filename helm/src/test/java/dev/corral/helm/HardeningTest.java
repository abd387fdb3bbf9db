package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.helm.Rendering.PodShape;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Pod of a release, tests and Prometheus included, has no more rights than it needs. */
class HardeningTest {

    @ParameterizedTest
    @MethodSource("dev.corral.helm.Chart#matrix")
    void pods_runAsAUserWithoutRights(Path values) {
        assertThat(Chart.render(values).pods()).hasSizeGreaterThan(1).allSatisfy(HardeningTest::isHardened);
    }

    @ParameterizedTest
    @MethodSource("dev.corral.helm.Chart#matrix")
    void containers_haveARequestAndAMemoryLimit(Path values) {
        assertThat(Chart.render(values).pods()).extracting(PodShape::container).allSatisfy(container -> {
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsKey("memory");
            assertThat(container.getImage()).matches(".+:[^:]+").doesNotEndWith(":latest");
        });
    }

    private static void isHardened(PodShape pod) {
        assertThat(pod.spec().getAutomountServiceAccountToken()).as(pod.name()).isFalse();
        assertThat(pod.spec().getEnableServiceLinks()).as(pod.name()).isFalse();
        PodSecurityContext user = pod.spec().getSecurityContext();
        assertThat(user.getRunAsNonRoot()).as(pod.name()).isTrue();
        assertThat(user.getRunAsUser()).isEqualTo(10001);
        assertThat(user.getRunAsGroup()).isEqualTo(10001);
        assertThat(user.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.spec().getHostNetwork()).isNull();
        assertThat(pod.spec().getInitContainers()).isEmpty();
        assertThat(pod.spec().getContainers()).allSatisfy(HardeningTest::isHardened);
    }

    private static void isHardened(Container container) {
        SecurityContext context = container.getSecurityContext();
        assertThat(context.getAllowPrivilegeEscalation()).isFalse();
        assertThat(context.getReadOnlyRootFilesystem()).isTrue();
        assertThat(context.getPrivileged()).isNull();
        assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(context.getCapabilities().getAdd()).isEmpty();
    }
}
