package dev.corral.guard.store;

import java.util.EnumMap;
import java.util.Map;

/**
 * Checks the entries that are stored under one key, and counts how often each of the three invariants was broken.
 *
 * <p>It is called for every accepted write, in the order in which the writes happened, and for every invalidation; time
 * is the number of the step.
 */
final class Invariants {

    /** The invariants, which hold whatever happens to the fleet. */
    enum Invariant {
        VERSION_NEVER_GOES_BACK,
        OLDER_FENCE_NEVER_OVERWRITES_A_NEWER,
        NOTHING_READ_BEFORE_AN_INVALIDATION_IS_STORED_AFTER_IT
    }

    /**
     * The write of a rebuild.
     *
     * @param fence the fence that was granted
     * @param version the version of the origin's row when it was read
     * @param readAt the step at which the row was read
     */
    record Write(long fence, long version, int readAt) {}

    private final Map<Invariant, Integer> broken = new EnumMap<>(Invariant.class);
    private Write last = new Write(0, 0, 0);
    private int invalidatedAt = -1;
    private int stored;

    void stored(Write write) {
        count(Invariant.VERSION_NEVER_GOES_BACK, write.version >= last.version);
        count(Invariant.OLDER_FENCE_NEVER_OVERWRITES_A_NEWER, write.fence >= last.fence);
        count(Invariant.NOTHING_READ_BEFORE_AN_INVALIDATION_IS_STORED_AFTER_IT, write.readAt > invalidatedAt);
        last = write;
        stored++;
    }

    void invalidated(int step) {
        invalidatedAt = step;
    }

    /** Returns each invariant that was broken, and how often. */
    Map<Invariant, Integer> broken() {
        return broken;
    }

    /** Returns the number of stored entries: a history in which nothing was stored proves nothing. */
    int stored() {
        return stored;
    }

    private void count(Invariant invariant, boolean kept) {
        if (!kept) {
            broken.merge(invariant, 1, Integer::sum);
        }
    }
}
