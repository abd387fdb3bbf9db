package dev.corral.guard.store;

import dev.corral.guard.core.Lease;
import dev.corral.guard.store.FleetLocks.Ask;

/**
 * A minimal model of the effect that the five steps and expiry have on one key: the oracle of {@link StoreProperty}.
 */
public final class StoreModel {

    /** The four keys of an entry; any of them may expire. */
    public enum Part {
        VALUE,
        LEASE,
        FENCE,
        FAILURE
    }

    private static final long NONE = 0;
    /** The fence that an invalidation raised, which was granted to no process. */
    private static final long NOBODYS = -1;

    private long valueFence = NONE;
    private String holder;
    private long fence = NONE;
    private ReleaseReason failure = ReleaseReason.NONE;

    Class<? extends Grant> acquire(Ask ask) {
        if (valueFence != NONE && (valueFence > ask.seenFence() || ask.refresh())) {
            return Grant.Found.class;
        }
        if (holder != null) {
            return holder.equals(ask.token()) ? Grant.Granted.class : Grant.Busy.class;
        }
        return switch (failure) {
            case PASS -> Grant.Pass.class;
            case BACK_OFF -> Grant.BackingOff.class;
            case NONE -> Grant.Granted.class;
        };
    }

    /** Whether a grant has the same fence as before: it does if the token already holds the lease. */
    boolean keepsFence(String token) {
        return token.equals(holder) && fence != NONE;
    }

    void granted(Lease lease) {
        holder = lease.token();
        fence = lease.fence();
    }

    boolean publish(Lease lease) {
        free(lease);
        boolean accepted = lease.fence() == fence;
        if (accepted) {
            valueFence = fence;
            failure = ReleaseReason.NONE;
        }
        return accepted;
    }

    boolean holds(Lease lease) {
        return lease.token().equals(holder);
    }

    void release(Lease lease, ReleaseReason reason) {
        if (free(lease) && reason != ReleaseReason.NONE) {
            failure = reason;
        }
    }

    private boolean free(Lease lease) {
        boolean held = holds(lease);
        holder = held ? null : holder;
        return held;
    }

    void invalidate() {
        fence = NOBODYS;
        valueFence = NONE;
        holder = null;
        failure = ReleaseReason.NONE;
    }

    void runsOut(Part part) {
        switch (part) {
            case VALUE -> valueFence = NONE;
            case LEASE -> holder = null;
            case FENCE -> fence = NONE;
            case FAILURE -> failure = ReleaseReason.NONE;
        }
    }

    boolean stored() {
        return valueFence != NONE;
    }
}
