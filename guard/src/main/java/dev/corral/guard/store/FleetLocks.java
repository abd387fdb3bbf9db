package dev.corral.guard.store;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * The fleet-wide locks, each of which is the right to rebuild one key. The lease is for efficiency, the fence for
 * correctness: a lost lease causes at most one extra query and never an older value.
 *
 * <p>Every step is atomic in the store. A step fails with {@link dev.corral.guard.core.LoadFailure.StoreUnavailable}.
 *
 * @see <a href="https://www.usenix.org/conference/nsdi13/technical-sessions/presentation/nishtala">leases, NSDI
 *     2013</a>
 */
public interface FleetLocks {

    /**
     * Reads the entry again, then requests the lease. A caller that cancels, or whose call has timed out, holds no
     * lease: a grant that arrives later is released on arrival.
     */
    Uni<Grant> acquire(Ask ask);

    /** Writes the entry if the lease's fence is the latest one granted; in either case the lease is free afterwards. */
    Uni<Publication> publish(Key key, Lease lease, Entry entry);

    /** Extends the lease to {@code term} from now; returns false if the lease is no longer held. */
    Uni<Boolean> renew(Key key, Lease lease, Duration term);

    /** Frees the lease if it is still held, stores the marker and wakes the waiters. */
    Uni<Void> release(Key key, Lease lease, ReleaseReason reason);

    /**
     * Calls {@code wake} whenever the key may have changed, until the watch is closed. A wake-up may be lost, doubled
     * or early.
     */
    Watch watch(Key key, Runnable wake);

    /**
     * A request for a lease.
     *
     * @param token identifies the holder; if a lease is held with this token, it is granted again
     * @param term how long the lease lasts unless it is renewed
     * @param seenFence an entry is found only if its fence is greater than this one; -1 if the caller has seen no entry
     * @param refresh whether the caller reloads a usable entry because it was past its soft TTL: an entry that is still
     *     fresh by the store's clock is then found, and no lease is granted
     */
    record Ask(Key key, String token, Duration term, long seenFence, boolean refresh) {}

    /** The outcome of a publish, with the entry as the store stamped it. */
    record Publication(boolean accepted, Entry entry) {}

    /** Ends a watch; a second {@code close} does nothing. */
    @FunctionalInterface
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
