package dev.corral.node.health;

import dev.corral.guard.probe.LoopLag;
import dev.corral.node.cache.Caches;
import dev.corral.node.origin.OriginState;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * A readiness check that succeeds once the caches are built. It reports the state of the store's connections and the
 * lateness of the event loops but does not depend on them: a dead Redis must not take a whole fleet out of service that
 * can still load behind single-flight.
 */
@Readiness
@Singleton
public final class Ready implements HealthCheck {

    private final Caches caches;
    private final StoreState store;
    private final OriginState origin;
    private final LoopLag lag;

    Ready(Caches caches, StoreState store, OriginState origin, LoopLag lag) {
        this.caches = caches;
        this.store = store;
        this.origin = origin;
        this.lag = lag;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("caches")
                .up()
                .withData("caches", caches.all().size())
                .withData("store", store.connected() ? "connected" : "lost")
                .withData("push", store.pushLive() ? "live" : "lost")
                .withData("loop-lag-ms", lag.maximum().toMillis());
        origin.cause().ifPresent(cause -> response.withData("origin", cause));
        store.trouble().ifPresent(cause -> response.withData("redis", cause));
        if (store.nameShared()) {
            response.withData("name", "used by another live node: set corral.node.name");
        }
        return response.build();
    }
}
