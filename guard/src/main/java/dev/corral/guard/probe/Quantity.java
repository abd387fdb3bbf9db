package dev.corral.guard.probe;

/** The quantities that are recorded as distributions and that a probe between two layers cannot observe. */
public enum Quantity {
    /** The number of callers that joined one flight before it ended, the leader's own included. */
    CALLERS_OF_A_FLIGHT,
    /** The number of misses of one key in the current second, the observed one included; collisions of keys add up. */
    MISSES_OF_A_KEY,
    /** The seconds from the first busy reply to the end of the wait for the fleet-wide lock. */
    LOCK_WAIT_SECONDS,
    /** The seconds that an answered load took, with its wait for a permit; the delta of the entry that it stores. */
    REBUILD_SECONDS
}
