package dev.corral.guard.store;

/** The reason of a release, which the store keeps as a marker for the other processes. */
public enum ReleaseReason {
    /** No marker: the next process may try at once. */
    NONE,
    /** The answer must not be stored: for a while the other processes load without the lock. */
    PASS,
    /** The origin failed: the other processes wait, longer after each failure. */
    BACK_OFF
}
