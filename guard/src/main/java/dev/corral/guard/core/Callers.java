package dev.corral.guard.core;

/** The callers that wait for a load. A load that is still queued is dropped when none of them waits any more. */
@FunctionalInterface
public interface Callers {

    Callers PRESENT = () -> false;

    /** Whether no caller waits any more. */
    boolean gone();
}
