package dev.corral.node.wiring;

import dev.corral.guard.cache.NodeContext;
import dev.corral.guard.redis.RedisStore;
import dev.corral.node.cache.Caches;
import dev.corral.node.config.Settings;
import dev.corral.node.metrics.Metric;
import dev.corral.node.metrics.NodeMetrics;
import dev.corral.node.switches.SwitchRules;
import dev.corral.node.switches.Switches;
import dev.corral.node.switches.Switching;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Connects the run-time switches to the caches, the store and the metrics. */
@Singleton
final class SwitchLink {

    /** Before the store is closed. */
    private static final int FIRST = 1;

    @Produces
    @Singleton
    Switching switching(Settings settings, Caches caches, NodeContext node, RedisStore store) {
        SwitchRules rules =
                new SwitchRules(caches, settings.gate(), node.permits(), StoreLink.longestAllowedLife(settings));
        return new Switching(
                caches,
                rules,
                store.document(),
                node.environment(),
                settings.switches().tokenFile().isPresent(),
                settings.switches().endedThrough());
    }

    void begin(@Observes StartupEvent event, Switching switching, NodeMetrics metrics) {
        metrics.gauge(Metric.SWITCH_REVISION, () -> switching.document().revision());
        metrics.marks(Metric.SWITCHED, () -> inForce(switching.switches()));
        switching.begin();
    }

    void stop(@Observes @Priority(FIRST) ShutdownEvent event, Switching switching) {
        switching.stop();
    }

    private static List<List<String>> inForce(Switches switches) {
        List<List<String>> labels = new ArrayList<>();
        switches.gateLoads().ifPresent(loads -> labels.add(List.of("", "gate")));
        switches.caches().forEach((cache, own) -> own.kinds().forEach(kind -> labels.add(List.of(cache, kind))));
        return labels;
    }
}
