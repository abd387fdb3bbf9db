package dev.corral.node.health;

import dev.corral.node.switches.Switching;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * A readiness check that fails until the node has read the fleet's run-time switches, or has waited for Redis for some
 * seconds.
 */
@Readiness
@Singleton
public final class SwitchesRead implements HealthCheck {

    private final Switching switching;

    SwitchesRead(Switching switching) {
        this.switching = switching;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("switches")
                .status(switching.isReady())
                .withData("revision", switching.document().revision())
                .build();
    }
}
