package dev.corral.guard.store;

import static dev.corral.guard.store.StoreContract.now;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import java.time.Duration;

/** What stands between a rebuild and its write: the fence as it is, and three ways that look as if they would do. */
enum Guarding {

    /** One atomic step: only the latest fence granted may write. */
    LATEST_FENCE {
        @Override
        boolean write(FleetLocks locks, SharedStore store, Draft draft) {
            return now(locks.publish(draft.key, draft.lease, draft.entry)).accepted();
        }
    },

    /** Looks whether the lease is still held, then writes: two commands, and room between them. */
    CHECK_THEN_SET {
        @Override
        boolean check(FleetLocks locks, Draft draft) {
            return now(locks.renew(draft.key, draft.lease, Duration.ofMinutes(5)));
        }
    },

    /** Accepts whatever is newer than what is stored, as one step. */
    NEWER_THAN_STORED {
        @Override
        boolean write(FleetLocks locks, SharedStore store, Draft draft) {
            Entry there = now(store.get(draft.key));
            return (there == null || draft.lease.fence() > there.fence()) && super.write(locks, store, draft);
        }
    },

    /** Stores what was read, whoever else was granted the lease meanwhile. */
    NO_FENCE;

    /** What one rebuild is about to store; the entry already bears the fence. */
    record Draft(Key key, Lease lease, Entry entry) {}

    /** The first of two commands, where there are two. */
    boolean check(FleetLocks locks, Draft draft) {
        return true;
    }

    /** Whether it was stored. Its lease is free then, as a rebuild leaves it. */
    boolean write(FleetLocks locks, SharedStore store, Draft draft) {
        now(store.put(draft.key, draft.entry));
        now(locks.release(draft.key, draft.lease, ReleaseReason.NONE));
        return true;
    }
}
