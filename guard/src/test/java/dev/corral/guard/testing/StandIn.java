package dev.corral.guard.testing;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.Grant;
import dev.corral.guard.store.ReleaseReason;
import dev.corral.guard.store.SharedStore;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** A store that passes every call to another one, except for the methods that are overridden. */
public class StandIn implements SharedStore, FleetLocks {

    private final SharedStore store;
    private final FleetLocks locks;

    public <S extends SharedStore & FleetLocks> StandIn(S store) {
        this.store = store;
        this.locks = store;
    }

    @Override
    public Uni<Entry> get(Key key) {
        return store.get(key);
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
    public Uni<Grant> acquire(Ask ask) {
        return locks.acquire(ask);
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
