package dev.corral.guard.cache;

import dev.corral.guard.chain.RunningLoads;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.Grant;
import dev.corral.guard.store.ReleaseReason;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Locks whose releases count as loads in progress. No caller waits for a release, but a process that ends must, or its
 * leases stay until they expire.
 */
record CountedReleases(FleetLocks locks, RunningLoads running) implements FleetLocks {

    @Override
    public Uni<Void> release(Key key, Lease lease, ReleaseReason reason) {
        return Uni.createFrom().deferred(() -> {
            running.beginWithin();
            return locks.release(key, lease, reason).onTermination().invoke(running::end);
        });
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
    public Watch watch(Key key, Runnable wake) {
        return locks.watch(key, wake);
    }
}
