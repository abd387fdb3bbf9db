package dev.corral.guard.core;

import io.smallrye.mutiny.Uni;

/**
 * The trace of one request, as its host records it. A request carries it from layer to layer, so that nothing is kept
 * per thread; the library records nothing by itself.
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

    /** Records a command to the shared store, from now until its reply; returns the reply. */
    <T> Uni<T> command(String name, Uni<T> reply);

    /** Records that this request waits for the load that another request has begun. */
    void follows(Trace leader);
}
