package dev.corral.guard.runtime;

/** The two clocks that a node needs; neither is the wall clock. */
public interface Clock {

    /** The monotonic time of this node, in nanoseconds from an arbitrary start, for deadlines and durations. */
    long nanos();

    /** The time of the fleet, which is the shared store's, in microseconds, for the ages of entries. */
    long micros();

    /** Whether an instant of the monotonic time is now or past. */
    default boolean passed(long deadlineNanos) {
        return deadlineNanos - nanos() <= 0;
    }
}
