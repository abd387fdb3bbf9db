package dev.corral.origin.service;

/**
 * Sees every query come and go.
 *
 * <p>Ledger and metrics stand here, on the origin's timeline, so that serving a query holds no line of counting.
 */
public interface Witness {

    /** A query has arrived; it is a duplicate if its key was in progress already. */
    void arrived(Query query, boolean duplicate);

    /** A query has ended; its client is told after this. */
    void ended(Query query, Outcome outcome, long nowNanos);
}
