package dev.corral.guard.probe;

/** The events that a probe between two layers cannot observe. */
public enum Event {
    /** A refresh found a flight of its key in progress and started no load. */
    REFRESH_SKIPPED,
    /** A refresh began before the soft TTL. */
    EARLY_REFRESH,
    /** A request was answered from a stored negative entry. */
    NEGATIVE_HIT,
    /** A load failed, and an entry past its stale limit was served in its place. */
    STALE_IF_ERROR,
    /** The registry of flights, or one flight, was full. */
    FLIGHTS_FULL,
    /** A caller's deadline passed while it waited for a flight. */
    CALLER_EXPIRED,
    /** A flight outlived its limit and was ended. */
    FLIGHT_EXPIRED,
    /** The second read of the store inside a flight found an entry: a load was saved. */
    FOUND_AGAIN,
    /** The fleet's lock was granted. */
    LOCK_GRANTED,
    /** The lock was busy: a wait began. */
    LOCK_WAITED,
    /** The budget of a wait ended, with no lock and no value. */
    LOCK_GAVE_UP,
    /** The last load of the key has just failed: the request was refused until the back-off is over. */
    BACKED_OFF,
    /** A marker showed that the answer will not be stored: the request loaded without the lock. */
    PASSED_LOCK,
    /** The lock could not be requested: the request loaded without it, and the answer was not stored. */
    LOCK_FAILED,
    /** The lease was no longer held when it was renewed. */
    LEASE_LOST,
    /** The write of a rebuild was refused, because something newer was written during the load. */
    FENCED_OUT,
    /** A load found that the row does not exist. */
    ABSENT,
    /** An answer was too large for the store. */
    OVERSIZE,
    /** The shared store could not be read, so the request was loaded. */
    STORE_READ_FAILED,
    /** The shared store did not accept a write, a lock or an invalidation. */
    STORE_WRITE_FAILED,
    /** A stored value had a format this version does not know; counted as a miss. */
    UNKNOWN_FORMAT,
    /** A row was written, and the shared store did not accept its invalidation: it is retried. */
    INVALIDATION_PENDING,
    /** The shared store accepted an invalidation that was retried. */
    INVALIDATION_RECOVERED,
    /** A pending invalidation is no longer retried, because no entry from before the write can still live. */
    INVALIDATION_EXPIRED,
    /** An invalidation is not retried, because too many others are pending. */
    INVALIDATION_DROPPED,
    /** The origin kept failing: its breaker opened. */
    BREAKER_OPENED,
    /** The shared store kept failing: its breaker opened. */
    STORE_BREAKER_OPENED,
    /** An entry was evicted from the near cache, or not stored in it, because of its weight. */
    NEAR_EVICTED,
    /** A row was not stored in the near cache, because a change was reported while it was read. */
    NEAR_RACED,
    /** A request bypassed the cache, because its answer is for its caller alone. */
    BYPASSED,
    /** A load was refused, because the gate and its queue were full, or because the cache refuses loads. */
    SHED,
    /**
     * The gate refused a load while an event loop of this process was late: the process was the bottleneck, and not the
     * origin. Every such load is counted as shed, too.
     */
    SHED_LATE,
    /** A load that waited at the gate was dropped, because no caller waited for it any more. */
    DROPPED
}
