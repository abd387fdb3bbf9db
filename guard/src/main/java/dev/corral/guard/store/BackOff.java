package dev.corral.guard.store;

import java.time.Duration;

/** The times of what a release leaves behind, the same in every store. */
public final class BackOff {

    public static final Duration FIRST = Duration.ofMillis(250);
    public static final Duration LONGEST = Duration.ofSeconds(1);
    /** The memory of earlier failures outlives the wait, so that the next failure doubles it. */
    public static final int LIVES = 4;

    public static final Duration PASS = Duration.ofSeconds(1);
    /** A release with nothing to say still leaves a key for a moment: its push wakes the waiters. */
    public static final Duration NOTHING = Duration.ofMillis(1);

    private BackOff() {}

    /**
     * Doubling from {@link #FIRST} to {@link #LONGEST}, then shortened by up to a half, so that nodes do not come back
     * together.
     *
     * @param failures how many in a row, this one included
     * @param jitter uniform in [0, 1)
     */
    public static Duration after(int failures, double jitter) {
        double doubled = FIRST.toMillis() * Math.pow(2, Math.min(failures, 16) - 1.0);
        double capped = Math.min(doubled, LONGEST.toMillis());
        return Duration.ofMillis(Math.max(FIRST.toMillis(), Math.round(capped * (1 - jitter / 2))));
    }
}
