package dev.corral.node.health;

import dev.corral.node.warm.Warmup;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A readiness check that fails until the warm list is loaded or its time limit has passed. */
@Readiness
@Singleton
public final class Warm implements HealthCheck {

    private final Warmup warmup;

    Warm(Warmup warmup) {
        this.warmup = warmup;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("warm")
                .status(warmup.over())
                .withData("missing", warmup.missing())
                .build();
    }
}
