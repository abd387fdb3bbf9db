package dev.corral.node.health;

import dev.corral.node.drain.Drain;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready from the moment on at which the node is told to stop, so that nobody is sent to it any more. */
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
