package dev.corral.node.health;

import dev.corral.node.memory.NetworkMemory;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * A liveness check that succeeds while the node responds and has memory for the network, which a restart would free. It
 * checks neither Redis nor the origin, because a restart would repair neither.
 */
@Liveness
@Singleton
public final class Live implements HealthCheck {

    private final NetworkMemory memory;

    Live(NetworkMemory memory) {
        this.memory = memory;
    }

    @Override
    public HealthCheckResponse call() {
        boolean available = memory.available();
        return HealthCheckResponse.named("node")
                .status(available)
                .withData(
                        "network-memory",
                        available
                                ? "available"
                                : "exhausted: no direct buffer could be allocated; raise -XX:MaxDirectMemorySize or"
                                        + " lower corral.origin.max-bytes-under-way")
                .withData("direct-memory-used-bytes", memory.usedBytes())
                .withData("direct-memory-max-bytes", memory.maxBytes())
                .build();
    }
}
