package dev.corral.origin.ledger;

import dev.corral.origin.service.Outcome;

/**
 * One query in the ledger; its components are the members of a line of the ledger's JSON, in their order.
 *
 * @param startMicros its arrival, on the origin's own clock
 * @param durationMicros the time from its arrival to its answer
 * @param queuedMicros the part of that time in which it waited for a worker
 * @param attempt the number of the client's attempt for which it was made
 */
public record Line(
        long startMicros,
        String key,
        String cache,
        String node,
        long durationMicros,
        long queuedMicros,
        Outcome outcome,
        int attempt) {}
