package dev.corral.guard.store;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * The fleet-wide right to rebuild a key. The lease is for efficiency, the fence for correctness: a lost lease costs at
 * most one extra query and never an older value.
 *
 * <p>Every step is atomic at the store. Fails with {@link dev.corral.guard.core.LoadFailure.StoreUnavailable}.
 *
 * @see <a href="https://www.usenix.org/conference/nsdi13/technical-sessions/presentation/nishtala">leases, NSDI 2013</a>
 */
public interface FleetLocks {

    /**
     * Looks again for an entry, then asks for the lease. A caller that cancels, or whose call has timed out, holds
     * nothing: a grant that arrives later is released on arrival.
     */
    Uni<Grant> acquire(Ask ask);

    /** Writes the entry if the lease's fence is the latest granted; either way the lease is free afterwards. */
    Uni<Publication> publish(Key key, Lease lease, Entry entry);

    /** Makes the lease last for {@code term} from now; false where it is no longer held. */
    Uni<Boolean> renew(Key key, Lease lease, Duration term);

    /** Frees the lease, if it is still held, leaves the marker behind and wakes the waiters. */
    Uni<Void> release(Key key, Lease lease, ReleaseReason marker);

    /** Calls {@code wake} whenever the key may have changed, until closed. Wakes may be lost, doubled or early. */
    Watch watch(Key key, Runnable wake);

    /**
     * What is asked for.
     *
     * @param token the holder's to be; asked again with the same token, a lease that is held is granted again
     * @param term how long the lease lasts unless renewed
     * @param seenFence an entry must have a greater one to be found; -1 where none was seen
     * @param refresh the caller holds a usable entry and reloads it because it was past its soft TTL: one that is
     *     still fresh by the store's clock is then found, not granted
     */
    record Ask(Key key, String token, Duration term, long seenFence, boolean refresh) {}

    /** A publish's outcome, with the entry as the store stamped it. */
    record Publication(boolean accepted, Entry entry) {}

    /** Ends a watch; closing twice does nothing. */
    @FunctionalInterface
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
