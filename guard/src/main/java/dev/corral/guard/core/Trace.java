package dev.corral.guard.core;

import io.smallrye.mutiny.Uni;

/**
 * The trace of one request, as the program that uses the library records it. A request carries it from layer to layer,
 * so that nothing is kept per thread. The library records nothing by itself.
 */
public interface Trace {

    /** The trace of a request that is not sampled: it records nothing. */
    Trace NONE = new Trace() {
        @Override
        public <T> Uni<T> command(String name, Uni<T> reply) {
            return reply;
        }

        @Override
        public void follows(Trace leader) {}
    };

    /**
     * Records a command to the shared store, from now until its reply; returns the reply.
     *
     * @param name the name of the command in the trace, for example {@code get}
     */
    <T> Uni<T> command(String name, Uni<T> reply);

    /**
     * Records that this request waits for the load that another request has begun.
     *
     * @param leader the trace of that request; {@link #NONE} if it is not sampled
     */
    void follows(Trace leader);
}
