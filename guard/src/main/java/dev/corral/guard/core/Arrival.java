package dev.corral.guard.core;

/**
 * Receives the news that the origin has sent its whole response. The load that waits for the response continues later,
 * when its event loop has time.
 */
@FunctionalInterface
public interface Arrival {

    Arrival IGNORED = () -> {};

    /** Called by the last loader, from any thread, when no part of a query is left to the origin. */
    void arrived();
}
