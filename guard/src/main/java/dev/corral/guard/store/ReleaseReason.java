package dev.corral.guard.store;

/** What a release leaves behind for the others. */
public enum ReleaseReason {
    /** Nothing: the next one may try at once. */
    NONE,
    /** The answer is not to be stored: for a while the others load without the lock. */
    PASS,
    /** The origin failed: the others wait, longer each time. */
    BACK_OFF
}
