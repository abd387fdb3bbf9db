package dev.corral.guard.testing;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.cache.GuardedCache;
import dev.corral.guard.cache.NodeContext;
import dev.corral.guard.cache.StoreAccess;
import dev.corral.guard.core.Loader;
import dev.corral.guard.gate.Permits;
import dev.corral.guard.invalidation.PendingInvalidations;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Probe;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.SharedStore;

/** Creates the caches of one process over a store, as the product builds them. */
public final class Caches {

    private static final int PENDING = 1_000;

    private final NodeContext node;

    public <S extends SharedStore & FleetLocks> Caches(S store, Environment environment, NearStore near) {
        this.node = new NodeContext(
                environment,
                StoreAccess.of(store),
                new Permits(10_000, 10_000),
                near,
                new PendingInvalidations(store, PENDING, environment, cache -> Events.NONE));
    }

    public GuardedCache open(CacheConfig config, Loader origin, Events events, Probe probe) {
        return GuardedCache.over(origin, node).report(events, probe).open(config);
    }
}
