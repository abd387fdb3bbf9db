package dev.corral.guard.invalidation;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.Grant;
import dev.corral.guard.store.ReleaseReason;
import dev.corral.guard.store.SharedStore;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * A shared store that hides the entry of a key whose invalidation is pending, so that no reader of this node receives a
 * row from before a write that this node has acknowledged.
 */
public final class PendingInvalidationStore implements SharedStore, FleetLocks {

    private final SharedStore store;
    private final FleetLocks locks;
    private final PendingInvalidations pending;

    public PendingInvalidationStore(SharedStore store, FleetLocks locks, PendingInvalidations pending) {
        this.store = store;
        this.locks = locks;
        this.pending = pending;
    }

    @Override
    public Uni<Entry> get(Key key) {
        return pending.contains(key) ? Uni.createFrom().nullItem() : store.get(key);
    }

    /** Requests the lock. Every stored entry of a pending key counts as seen. */
    @Override
    public Uni<Grant> acquire(Ask ask) {
        return pending.contains(ask.key())
                ? locks.acquire(new Ask(ask.key(), ask.token(), ask.term(), Long.MAX_VALUE, false))
                : locks.acquire(ask);
    }

    @Override
    public Uni<Void> put(Key key, Entry entry) {
        return store.put(key, entry);
    }

    @Override
    public Uni<Void> invalidate(Key key) {
        return store.invalidate(key);
    }

    @Override
    public Uni<Publication> publish(Key key, Lease lease, Entry entry) {
        return locks.publish(key, lease, entry);
    }

    @Override
    public Uni<Boolean> renew(Key key, Lease lease, Duration term) {
        return locks.renew(key, lease, term);
    }

    @Override
    public Uni<Void> release(Key key, Lease lease, ReleaseReason reason) {
        return locks.release(key, lease, reason);
    }

    @Override
    public Watch watch(Key key, Runnable wake) {
        return locks.watch(key, wake);
    }
}
