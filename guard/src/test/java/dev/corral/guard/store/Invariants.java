package dev.corral.guard.store;

import java.util.EnumMap;
import java.util.Map;

/**
 * Watches what is stored under one key, and counts how often each of the three promises about it was broken.
 *
 * <p>Told of every accepted write, in the order in which they happened, and of every invalidation; time is the number of
 * the step.
 */
final class Invariants {

    /** What holds whatever happens to the fleet. */
    enum Invariant {
        VERSION_NEVER_GOES_BACK,
        OLDER_FENCE_NEVER_OVERWRITES_A_NEWER,
        NOTHING_READ_BEFORE_AN_INVALIDATION_IS_STORED_AFTER_IT
    }

    /**
     * What a rebuild stores.
     *
     * @param fence the one it was granted
     * @param version of the origin's row, as it was read
     * @param readAt the step at which it was read
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

    /** Each promise that was broken, and how often. */
    Map<Invariant, Integer> broken() {
        return broken;
    }

    /** A history in which nothing was stored proves nothing. */
    int stored() {
        return stored;
    }

    private void count(Invariant invariant, boolean kept) {
        if (!kept) {
            broken.merge(invariant, 1, Integer::sum);
        }
    }
}
