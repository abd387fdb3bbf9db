package dev.corral.node.health;

import dev.corral.node.drain.Drain;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A readiness check that fails as soon as the node drains, so that no more clients are routed to it. */
@Readiness
@Singleton
public final class Draining implements HealthCheck {

    private final Drain drain;

    Draining(Drain drain) {
        this.drain = drain;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("drain")
                .status(!drain.begun())
                .withData("state", drain.begun() ? "draining" : "serving")
                .build();
    }
}
