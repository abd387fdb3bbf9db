package dev.corral.guard.store;

import java.time.Duration;

/** The lifetimes of the markers that a release leaves in the store, the same in every store. */
public final class BackOff {

    /** The shortest wait after a failure. */
    public static final Duration FIRST = Duration.ofMillis(250);
    /** The longest wait after a failure. */
    public static final Duration LONGEST = Duration.ofSeconds(1);
    /**
     * The lifetime of the marker of a failure, in waits: the marker outlives the wait, so that the next failure doubles
     * it.
     */
    public static final int LIVES = 4;

    /** The lifetime of the marker of an answer that must not be stored. */
    public static final Duration PASS = Duration.ofSeconds(1);
    /**
     * The lifetime of the marker of a release without a reason: even this release writes a key, because the push about
     * it wakes the waiters.
     */
    public static final Duration NOTHING = Duration.ofMillis(1);

    private BackOff() {}

    /**
     * Returns the wait after a failure: doubling from {@link #FIRST} to {@link #LONGEST}, then shortened by up to a
     * half, so that nodes do not retry at the same moment.
     *
     * @param failures the number of failures in a row, this one included
     * @param jitter uniform in [0, 1)
     */
    public static Duration after(int failures, double jitter) {
        double doubled = FIRST.toMillis() * Math.pow(2, Math.min(failures, 16) - 1.0);
        double capped = Math.min(doubled, LONGEST.toMillis());
        return Duration.ofMillis(Math.max(FIRST.toMillis(), Math.round(capped * (1 - jitter / 2))));
    }
}
