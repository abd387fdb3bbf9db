package dev.corral.node.rehearsal;

import java.time.Duration;

/**
 * How long a rehearsal sends requests. While other processes leave it little time, it sends few; it then goes on until
 * its requests are enough, for a bounded time.
 *
 * @param limit how long it may delay readiness if others leave it time, the deletion of its keys included
 * @param tidying the longest time of its end
 */
record SendingTime(Duration limit, Duration tidying) {

    /** Fewer leave most of the code on the path of a miss uncompiled. */
    static final long ENOUGH = 250;

    private static final int MOST_TIMES = 3;

    /** The time after which it sends no further request if there is no reason to go on, in milliseconds; at least 1. */
    long millis() {
        return Math.max(1, Math.max(limit.toMillis() / 2, limit.minus(tidying).toMillis()));
    }

    /**
     * Whether it goes on after that time.
     *
     * @param passedMillis the time since its beginning
     * @param sent the number of its requests
     * @param othersShare the share of the machine that other processes use, from 0 to 1
     */
    boolean goesOn(long passedMillis, long sent, double othersShare) {
        return sent < ENOUGH && Pace.isShared(othersShare) && passedMillis < MOST_TIMES * millis();
    }
}
