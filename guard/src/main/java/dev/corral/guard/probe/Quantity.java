package dev.corral.guard.probe;

/** What is measured as a distribution and no probe between two layers can see. */
public enum Quantity {
    /** Callers that one flight answered, the leader's own included. */
    CALLERS_OF_A_FLIGHT,
    /** Seconds from the first busy answer to the end of the wait for the fleet's lock. */
    LOCK_WAIT_SECONDS,
    /** Seconds that a load took whose answer could be cached: the next entry's delta. */
    REBUILD_SECONDS
}
