package dev.corral.node.switches;

import dev.corral.guard.gate.Permits;
import dev.corral.guard.runtime.Environment;
import dev.corral.node.cache.Caches;
import dev.corral.node.config.TestSettings;
import java.time.Duration;
import java.util.List;

/** A node without caches: of the switches, only that of the gate changes it. */
final class SwitchedNode {

    static final int LOADS = 64;

    final Permits permits;
    final Reconciler reconciler;
    final Proposer proposer;

    SwitchedNode(String name, SharedMemory memory, Environment environment) {
        this(name, memory, environment, new Permits(LOADS, LOADS));
    }

    SwitchedNode(String name, SharedMemory memory, Environment environment, Permits permits) {
        this.permits = permits;
        SwitchRules rules = new SwitchRules(
                new Caches(List.of()), TestSettings.with().gate(), permits, Duration.ofHours(12));
        SharedDocument shared = memory.of(name);
        reconciler = new Reconciler(rules, shared, environment, true, 0);
        proposer = new Proposer(reconciler, rules, shared, environment);
    }

    long revision() {
        return reconciler.applied().document().revision();
    }
}
