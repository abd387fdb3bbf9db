package dev.corral.guard.runtime;

/** The two readings of time a node needs; neither is the wall clock. */
public interface Clock {

    /** Monotonic on this node, in nanoseconds from an arbitrary start: for deadlines and durations. */
    long nanos();

    /** Fleet time, the shared store's, in microseconds: for the ages of entries. */
    long micros();

    /** Whether the monotonic instant is now or past. */
    default boolean passed(long deadlineNanos) {
        return deadlineNanos - nanos() <= 0;
    }
}
