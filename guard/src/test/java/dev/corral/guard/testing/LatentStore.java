package dev.corral.guard.testing;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.Grant;
import dev.corral.guard.store.MemoryStore;
import dev.corral.guard.store.ReleaseReason;
import dev.corral.guard.store.SharedStore;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A node's connections to a store that all nodes share, through a simulated network: commands and replies each take a
 * random time, and pushes take another one, so that a push may arrive before a reply. The store can be cut off.
 */
public final class LatentStore implements SharedStore, FleetLocks {

    private final MemoryStore store;
    private final VirtualTime time;
    private final Supplier<Duration> latency;

    public boolean down;
    public boolean pushLost;
    public int acquires;
    public int gets;

    public LatentStore(MemoryStore store, VirtualTime time, Supplier<Duration> latency) {
        this.store = store;
        this.time = time;
        this.latency = latency;
    }

    @Override
    public Uni<Entry> get(Key key) {
        gets++;
        return remote(() -> store.get(key));
    }

    @Override
    public Uni<Void> put(Key key, Entry entry) {
        return remote(() -> store.put(key, entry));
    }

    @Override
    public Uni<Void> invalidate(Key key) {
        return remote(() -> store.invalidate(key));
    }

    @Override
    public Uni<Grant> acquire(Ask ask) {
        acquires++;
        return remote(() -> store.acquire(ask));
    }

    @Override
    public Uni<Publication> publish(Key key, Lease lease, Entry entry) {
        return remote(() -> store.publish(key, lease, entry));
    }

    @Override
    public Uni<Boolean> renew(Key key, Lease lease, Duration term) {
        return remote(() -> store.renew(key, lease, term));
    }

    @Override
    public Uni<Void> release(Key key, Lease lease, ReleaseReason reason) {
        return remote(() -> store.release(key, lease, reason));
    }

    @Override
    public Watch watch(Key key, Runnable wake) {
        return store.watch(key, () -> {
            if (!pushLost) {
                later(wake);
            }
        });
    }

    /** Reports the changes of a key to the near store, as a push connection does. */
    public void tell(NearStore nearStore, Key key) {
        watch(key, () -> nearStore.changed(key.toString()));
    }

    private <T> Uni<T> remote(Supplier<Uni<T>> command) {
        return Uni.createFrom()
                .emitter(emitter -> later(() -> {
                    if (down) {
                        emitter.fail(new LoadFailure.StoreUnavailable("cut off", null));
                        return;
                    }
                    command.get().subscribe().with(item -> later(() -> emitter.complete(item)), emitter::fail);
                }));
    }

    private void later(Runnable task) {
        time.schedule(task, latency.get().toNanos(), TimeUnit.NANOSECONDS);
    }
}
