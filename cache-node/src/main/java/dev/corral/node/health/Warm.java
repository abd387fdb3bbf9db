package dev.corral.node.health;

import dev.corral.node.rehearsal.Rehearsal;
import dev.corral.node.warm.Warmup;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * A readiness check that fails until the rehearsal is over, and the warm list is loaded or its time limit has passed.
 */
@Readiness
@Singleton
public final class Warm implements HealthCheck {

    private final Rehearsal rehearsal;
    private final Warmup warmup;

    Warm(Rehearsal rehearsal, Warmup warmup) {
        this.rehearsal = rehearsal;
        this.warmup = warmup;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("warm")
                .status(rehearsal.over() && warmup.over())
                .withData("rehearsal", rehearsal.state().name().toLowerCase(Locale.ROOT))
                .withData("missing", warmup.missing())
                .build();
    }
}
