package dev.corral.guard.store;

import static dev.corral.guard.store.StoreContract.now;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import java.time.Duration;

/** The ways to guard the write of a rebuild: the fence, and three alternatives that look sufficient. */
enum Guarding {

    /** One atomic step: only the holder of the latest fence granted may write. */
    LATEST_FENCE {
        @Override
        boolean write(FleetLocks locks, SharedStore store, Draft draft) {
            return now(locks.publish(draft.key, draft.lease, draft.entry)).accepted();
        }
    },

    /** Checks whether the lease is still held, then writes: two commands, between which other commands can run. */
    CHECK_THEN_SET {
        @Override
        boolean check(FleetLocks locks, Draft draft) {
            return now(locks.renew(draft.key, draft.lease, Duration.ofMinutes(5)));
        }
    },

    /** Accepts an entry that is newer than the stored one, in one step. */
    NEWER_THAN_STORED {
        @Override
        boolean write(FleetLocks locks, SharedStore store, Draft draft) {
            Entry there = now(store.get(draft.key));
            return (there == null || draft.lease.fence() > there.fence()) && super.write(locks, store, draft);
        }
    },

    /** Stores the row that was read, even if the lease was granted to another rebuild meanwhile. */
    NO_FENCE;

    /** The entry that a rebuild is about to store, which already has the fence. */
    record Draft(Key key, Lease lease, Entry entry) {}

    /** Runs the first of two commands, if the guard has two. */
    boolean check(FleetLocks locks, Draft draft) {
        return true;
    }

    /** Writes the entry and returns whether it was stored. The lease is free afterwards, as after a rebuild. */
    boolean write(FleetLocks locks, SharedStore store, Draft draft) {
        now(store.put(draft.key, draft.entry));
        now(locks.release(draft.key, draft.lease, ReleaseReason.NONE));
        return true;
    }
}
