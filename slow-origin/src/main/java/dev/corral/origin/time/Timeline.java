package dev.corral.origin.time;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The one thread on which everything in the origin happens, and the clock that goes with it.
 *
 * <p>State that is touched only here needs no lock and no event loop ever waits for it; tests put a virtual time in its
 * place.
 */
public interface Timeline extends Executor, AutoCloseable {

    /** The time since this timeline began; monotonic, and readable from any thread. */
    long nanos();

    /** Runs the task on this timeline once the delay is over. */
    void after(Duration delay, Runnable task);

    /** Nothing runs on it from now on. */
    @Override
    void close();
}
