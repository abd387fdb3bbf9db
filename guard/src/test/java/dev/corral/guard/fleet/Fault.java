package dev.corral.guard.fleet;

/** What happens to a simulated fleet. */
enum Fault {
    /** Rows change at the origin, and a node tells the store. No fault, but what makes faults dangerous. */
    CHANGE,
    /** Monotonic clocks run up to three per cent fast or slow. */
    DRIFT,
    /** A machine's wall clock jumps by an hour. */
    JUMP,
    /** Commands and replies get lost; the caller sees its store timeout. */
    LOSS,
    /** A connection stands still for up to three store timeouts, and all that it carries arrives late, in order. */
    STALL,
    /** A node dies with its callers, and comes back with an empty near cache. */
    CRASH,
    /** A node stands still for longer than its lease, perhaps, and goes on as if nothing had been. */
    PAUSE,
    /** A node's push connection is lost, which it learns later, and comes back. */
    DEAFNESS,
    /** The store cannot be reached by anyone. */
    CUT,
    /** The store loses all it has. */
    FLUSH,
    /** A query fails, or all of them for a while. */
    REFUSAL
}
