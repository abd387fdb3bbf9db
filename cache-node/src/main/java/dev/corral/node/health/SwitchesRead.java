package dev.corral.node.health;

import dev.corral.node.switches.Reconciler;
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

    private final Reconciler reconciler;

    SwitchesRead(Reconciler reconciler) {
        this.reconciler = reconciler;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("switches")
                .status(reconciler.isReady())
                .withData("revision", reconciler.applied().document().revision())
                .build();
    }
}
