package dev.corral.node.origin;

import io.smallrye.mutiny.Uni;

/** The limits of the writes to the origin: their time, their number, and a circuit breaker. */
public interface WriteLimits {

    /**
     * Returns the write under these limits. An item of the write is a response of the origin, whatever its status.
     *
     * @param write is cancelled when its time limit has passed
     */
    <T> Uni<T> limit(Uni<T> write);
}
