package dev.corral.guard.fleet;

/** The faults of a simulated fleet. */
enum Fault {
    /** Rows change at the origin, and a node invalidates them. This is no fault, but makes faults dangerous. */
    CHANGE,
    /** Monotonic clocks run up to three per cent fast or slow. */
    DRIFT,
    /** A machine's wall clock jumps by an hour. */
    JUMP,
    /** Commands and replies get lost; the caller sees its store timeout. */
    LOSS,
    /** A connection stalls for up to three store timeouts; everything that it carries arrives late, in order. */
    STALL,
    /** A node crashes with its callers, and restarts with an empty near cache. */
    CRASH,
    /** A node is paused, perhaps for longer than its lease, and then continues as if nothing had happened. */
    PAUSE,
    /** A node's push connection is lost, which the node detects later, and is opened again. */
    DEAFNESS,
    /** No node can reach the store. */
    CUT,
    /** The store loses all its data. */
    FLUSH,
    /** One query fails, or all queries fail for a while. */
    REFUSAL
}
