package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.helm.Rendering.PodShape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A node is killed only after it had the time to end what it began. */
class DrainTest {

    @ParameterizedTest
    @MethodSource("dev.corral.helm.Chart#matrix")
    void gracePeriod_outlastsTheDrain(Path values) {
        Rendering rendering = Chart.render(values);
        PodShape node = rendering.pod(NodeProperties.nodes(rendering));
        Properties properties = NodeProperties.of(rendering);
        Duration drain = preStop(node)
                .plus(NodeProperties.span(properties, "corral.drain.notice"))
                .plus(NodeProperties.span(properties, "corral.drain.limit"));
        assertThat(Duration.ofSeconds(node.spec().getTerminationGracePeriodSeconds()))
                .isGreaterThan(drain.plusSeconds(2));
        assertThat(NodeProperties.span(properties, "corral.drain.limit"))
                .isGreaterThanOrEqualTo(NodeProperties.span(properties, "corral.deadline"));
    }

    @Test
    void noPreStop_hasNoHook() {
        assertThat(Chart.renderWith("node.drain.preStop=0s")
                        .pod("corral-node")
                        .container()
                        .getLifecycle())
                .isNull();
        assertThat(preStop(Chart.renderWith("node.drain.preStop=1500ms").pod("corral-node")))
                .isEqualTo(Duration.ofSeconds(2));
    }

    private static Duration preStop(PodShape node) {
        return Optional.ofNullable(node.container().getLifecycle())
                .map(lifecycle ->
                        Duration.ofSeconds(lifecycle.getPreStop().getSleep().getSeconds()))
                .orElse(Duration.ZERO);
    }
}
