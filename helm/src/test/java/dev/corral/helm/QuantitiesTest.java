package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory and storage are written as Kubernetes writes them, and the chart's own sums about them are right. */
class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({
        "256Mi, 268435456",
        "1.5Gi, 1610612736",
        "0.5Gi, 536870912",
        ".25Gi, 268435456",
        "300M, 300000000",
        "0.1Gi, 107374183",
        "1e9, 1000000000",
        "1.5E9, 1500000000",
        "2E+8, 200000000",
        "100000k, 100000000",
        "0.001T, 1000000000",
        "268435456, 268435456"
    })
    void maxmemory_isInBytes(String written, long bytes) {
        Rendering rendering =
                Chart.renderWith("redis.maxmemory='" + written + "'", "redis.resources.limits.memory=4Gi");
        assertThat(redis(rendering)).contains("maxmemory " + bytes + "\n");
    }

    /** In YAML a number without a unit is no text; Helm reads a large one as a floating-point number. */
    @Test
    void number_isANumberOfBytes() {
        Rendering rendering = Chart.renderWith("redis.maxmemory=268435456", "redis.resources.limits.memory=1073741824");
        assertThat(redis(rendering)).contains("maxmemory 268435456\n");
        assertThat(Quantity.getAmountInBytes(rendering
                                .pod("corral-redis")
                                .container()
                                .getResources()
                                .getLimits()
                                .get("memory"))
                        .longValueExact())
                .isEqualTo(1 << 30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0Mi", "1.5 Gi", "1gi", "1MB", "-1Gi", "1,5Gi", "Mi", "1e", "1."})
    void whatIsNoQuantity_isNamed(String written) {
        assertThatThrownBy(() -> Chart.renderWith("redis.maxmemory='" + written + "'"))
                .hasMessageContaining("at '/redis/maxmemory'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "origin", "redis", "monitoring"})
    void ephemeralStorage_isThatOfTheValues(String component) {
        Rendering rendering = Chart.renderWith(
                "monitoring.enabled=true",
                component + ".resources={requests: {ephemeral-storage: 64Mi}, limits: {ephemeral-storage: 1.5Gi}}");
        String pod = component.equals("monitoring") ? "prometheus" : component;
        ResourceRequirements resources =
                rendering.pod("corral-" + pod).container().getResources();
        assertThat(resources.getRequests()).containsEntry("ephemeral-storage", new Quantity("64Mi"));
        assertThat(resources.getLimits())
                .containsEntry("ephemeral-storage", new Quantity("1.5Gi"))
                .containsKey("memory");
    }

    private static String redis(Rendering rendering) {
        return rendering.pod("corral-redis").annotations().get("corral.dev/redis.conf");
    }
}
