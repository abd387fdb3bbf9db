package dev.corral.origin.service;

/**
 * An observer of every query's arrival and end.
 *
 * <p>Ledger and metrics are witnesses on the origin's timeline, so that the code that serves a query has no line of
 * counting.
 */
public interface Witness {

    /** A query has arrived; it is a duplicate if its key was in progress already. */
    void arrived(Query query, boolean duplicate);

    /** A query has ended; its client receives the answer after this call. */
    void ended(Query query, Outcome outcome, long nowNanos);
}
