package dev.corral.origin.time;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The one thread on which everything in the origin runs, and its clock.
 *
 * <p>State that is used only on this thread needs no lock, and no event loop ever waits for it; tests use virtual time.
 */
public interface Timeline extends Executor, AutoCloseable {

    /** The time since this timeline began, in nanoseconds; monotonic, and readable from any thread. */
    long nanos();

    /** Runs the task on this timeline once the delay is over. */
    void after(Duration delay, Runnable task);

    /** Stops the timeline; no task runs on it from now on. */
    @Override
    void close();
}
