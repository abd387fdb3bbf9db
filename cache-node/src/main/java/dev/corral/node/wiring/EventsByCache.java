package dev.corral.node.wiring;

import dev.corral.guard.probe.Events;
import dev.corral.node.metrics.EpisodeLog;
import dev.corral.node.metrics.NodeMetrics;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The events of each cache, shared by its layers and the store. */
@Singleton
final class EventsByCache {

    private final Map<String, Events> byCache = new ConcurrentHashMap<>();
    private final NodeMetrics metrics;
    private final Vertx vertx;

    EventsByCache(NodeMetrics metrics, Vertx vertx) {
        this.metrics = metrics;
        this.vertx = vertx;
    }

    Events of(String cache) {
        return byCache.computeIfAbsent(cache, name -> new EpisodeLog(metrics.events(name), name, this::later));
    }

    private void later(Duration after, Runnable task) {
        vertx.setTimer(after.toMillis(), timer -> task.run());
    }
}
