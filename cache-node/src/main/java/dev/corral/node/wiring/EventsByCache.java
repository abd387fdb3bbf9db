package dev.corral.node.wiring;

import dev.corral.guard.probe.Events;
import dev.corral.node.metrics.CacheEvents;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The events of each cache, for its layers and for the store that serves them all. */
@Singleton
final class EventsByCache {

    private final Map<String, Events> byCache = new ConcurrentHashMap<>();
    private final MeterRegistry metrics;

    EventsByCache(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    Events of(String cache) {
        return byCache.computeIfAbsent(cache, name -> new CacheEvents(metrics, name));
    }
}
