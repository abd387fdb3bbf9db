package dev.corral.node.wiring;

import dev.corral.guard.cache.NodeContext;
import dev.corral.guard.redis.FleetDocument;
import dev.corral.guard.redis.FleetDocument.View;
import dev.corral.guard.redis.RedisStore;
import dev.corral.node.cache.Caches;
import dev.corral.node.config.Settings;
import dev.corral.node.metrics.Metric;
import dev.corral.node.metrics.NodeMetrics;
import dev.corral.node.switches.Proposer;
import dev.corral.node.switches.Reconciler;
import dev.corral.node.switches.SharedDocument;
import dev.corral.node.switches.SwitchRules;
import dev.corral.node.switches.Switches;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Connects the run-time switches to the caches, the store and the metrics. */
@Singleton
final class SwitchLink {

    /** Before the store is closed. */
    private static final int FIRST = 1;

    @Produces
    @Singleton
    SwitchRules rules(Settings settings, Caches caches, NodeContext node) {
        return new SwitchRules(caches, settings.gate(), node.permits(), StoreLink.longestAllowedLife(settings));
    }

    @Produces
    @Singleton
    SharedDocument shared(RedisStore store) {
        FleetDocument document = store.document();
        return new SharedDocument() {
            @Override
            public Uni<View> report(String note) {
                return document.report(note);
            }

            @Override
            public Uni<Optional<String>> replace(String expected, String text) {
                return document.replace(expected, text);
            }
        };
    }

    @Produces
    @Singleton
    Reconciler reconciler(Settings settings, SwitchRules rules, SharedDocument shared, NodeContext node) {
        return new Reconciler(
                rules,
                shared,
                node.environment(),
                settings.switches().tokenFile().isPresent(),
                settings.switches().endedThrough());
    }

    @Produces
    @Singleton
    Proposer proposer(Reconciler reconciler, SwitchRules rules, SharedDocument shared, NodeContext node) {
        return new Proposer(reconciler, rules, shared, node.environment());
    }

    void begin(@Observes StartupEvent event, Reconciler reconciler, NodeMetrics metrics) {
        metrics.gauge(
                Metric.SWITCH_REVISION, () -> reconciler.applied().document().revision());
        metrics.marks(Metric.SWITCHED, () -> inForce(reconciler.applied().switches()));
        reconciler.begin();
    }

    void stop(@Observes @Priority(FIRST) ShutdownEvent event, Reconciler reconciler) {
        reconciler.stop();
    }

    private static List<List<String>> inForce(Switches switches) {
        List<List<String>> labels = new ArrayList<>();
        switches.gateLoads().ifPresent(loads -> labels.add(List.of("", "gate")));
        switches.caches().forEach((cache, own) -> own.kinds().forEach(kind -> labels.add(List.of(cache, kind))));
        return labels;
    }
}
