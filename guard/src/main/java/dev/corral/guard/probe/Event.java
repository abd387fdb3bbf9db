package dev.corral.guard.probe;

/** What no probe between two layers can see. */
public enum Event {
    /** A refresh found a flight of its key under way and started nothing. */
    REFRESH_SKIPPED,
    /** A refresh was begun before the soft TTL. */
    EARLY_REFRESH,
    /** A load failed, and an entry past its stale limit was served in its place. */
    STALE_IF_ERROR,
    /** The registry of flights, or one flight, was full. */
    FLIGHTS_FULL,
    /** A caller's deadline passed while it waited for a flight. */
    CALLER_EXPIRED,
    /** A flight outlived its limit and was ended. */
    FLIGHT_EXPIRED,
    /** The second look inside a flight found an entry: a load was saved. */
    FOUND_AGAIN,
    /** The fleet's lock was granted. */
    LOCK_GRANTED,
    /** The lock was busy: a wait began. */
    LOCK_WAITED,
    /** A wait ended by the budget, with no lock and no value. */
    LOCK_GAVE_UP,
    /** A load elsewhere has just failed: refused until its back-off is over. */
    BACKED_OFF,
    /** A marker said that the answer will not be stored: loaded without the lock. */
    PASSED_LOCK,
    /** The lock could not be asked for: loaded without it, and not stored. */
    LOCK_FAILED,
    /** The lease was no longer held when it was renewed. */
    LEASE_LOST,
    /** A rebuild's write was refused, because something newer came while it was read. */
    FENCED_OUT,
    /** An answer was too large for the store. */
    OVERSIZE,
    /** The shared store could not be read, so the request went on to load. */
    STORE_READ_FAILED,
    /** The shared store did not take a write, a lock or an invalidation. */
    STORE_WRITE_FAILED,
    /** A stored value had a format this version does not know; counted as a miss. */
    UNKNOWN_FORMAT,
    /** A row was written, and the shared store did not accept its invalidation: it is retried. */
    INVALIDATION_PENDING,
    /** The shared store accepted an invalidation that was retried. */
    INVALIDATION_RECOVERED,
    /** A pending invalidation was given up, because no entry from before the write can still live. */
    INVALIDATION_EXPIRED,
    /** An invalidation is not retried, because too many others are pending. */
    INVALIDATION_DROPPED,
    /** The origin kept failing: its breaker opened. */
    BREAKER_OPENED,
    /** The shared store kept failing: its breaker opened. */
    STORE_BREAKER_OPENED,
    /** An entry was put out of the near cache, or not let in, because of its weight. */
    NEAR_EVICTED,
    /** What was read did not enter the near cache, because a change was told meanwhile. */
    NEAR_RACED,
    /** A request went around the cache, because its answer is for its caller alone. */
    BYPASSED,
    /** The gate was full. */
    SHED,
    /** Work that waited at the gate was dropped, because its callers were gone. */
    DROPPED
}
