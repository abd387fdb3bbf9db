package dev.corral.guard.fleet;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.store.MemoryStore;
import dev.corral.guard.store.ReleaseReason;
import dev.corral.guard.testing.StandIn;
import io.smallrye.mutiny.Uni;

/** A store whose publish applies another rule for which entries it accepts; in one atomic step, like the right one. */
abstract class Publishing extends StandIn {

    private final Clock clock;

    Publishing(MemoryStore store, Clock clock) {
        super(store);
        this.clock = clock;
    }

    abstract boolean takes(Entry stored, Lease lease);

    @Override
    public Uni<Publication> publish(Key key, Lease lease, Entry entry) {
        return get(key).chain(stored -> {
            boolean taken = takes(stored, lease);
            Entry stamped = taken ? entry.stamped(lease.fence(), clock.micros()) : entry;
            Uni<Void> write = taken ? put(key, stamped) : Uni.createFrom().voidItem();
            return write.chain(() -> release(key, lease, ReleaseReason.NONE))
                    .replaceWith(new Publication(taken, stamped));
        });
    }
}
