package dev.corral.guard.cache;

import dev.corral.guard.chain.LayerName;
import dev.corral.guard.chain.RunningLoads;
import dev.corral.guard.layer.EntryWriter;
import dev.corral.guard.layer.Fill;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops.Home;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.SharedStore;
import io.smallrye.mutiny.Uni;

/**
 * The parts from which the layers of one chain are built.
 *
 * @param access the shared store, through the layers that guard it
 * @param running the loads of this chain
 * @param before the loads of chains that this one replaced: while they run, this chain writes nothing
 */
public record ChainContext(
        CacheContext cache,
        CacheConfig config,
        StoreAccess access,
        Policies policies,
        RunningLoads running,
        ReplacedLoads before) {

    public Environment environment() {
        return cache.node().environment();
    }

    public Clock clock() {
        return environment().clock();
    }

    public Events events() {
        return cache.events();
    }

    public SharedStore store() {
        return access.store();
    }

    public FleetLocks locks() {
        return access.locks();
    }

    public Freshness freshness() {
        return policies.freshness();
    }

    public Fill.Retention retention() {
        return new Fill.Retention(
                policies.expiry(), policies.absence(), config.bounds().valueBytes());
    }

    /** Returns the writer of entries. A chain with a lock always writes with a fence. */
    public EntryWriter writer() {
        EntryWriter writer =
                config.has(LayerName.LOCK) ? EntryWriter.fenced(locks(), events()) : EntryWriter.plain(store());
        return (request, answer, entry) -> before.areOver()
                ? writer.write(request, answer, entry)
                : onCallersLoop(before.over()).onItem().transformToUni(over -> writer.write(request, answer, entry));
    }

    /** The last load of another chain may end on any event loop. */
    private <T> Uni<T> onCallersLoop(Uni<T> uni) {
        Home home = environment().loops().home();
        return uni.emitOn(task -> home.loop().execute(() -> home.context().execute(task)));
    }
}
