package dev.corral.node.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.memory.NetworkMemory;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class LiveTest {

    @Test
    void noMemoryForTheNetwork_isDownAndSaysSo() {
        HealthCheckResponse health = new Live(new NetworkMemory(bytes -> {
                    throw new OutOfMemoryError("none");
                }))
                .call();

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getData().orElseThrow().get("network-memory").toString())
                .startsWith("exhausted");
    }

    /** The control of the test above. */
    @Test
    void memoryForTheNetwork_isUp() {
        assertThat(new Live(new NetworkMemory()).call().getStatus()).isEqualTo(Status.UP);
    }
}
