package dev.corral.lab.load;

import io.vertx.core.buffer.Buffer;

/** Receives every response of a run with its body, one after another. */
@FunctionalInterface
public interface Witness {

    /** For a run of which only the samples are needed; the bodies are not kept. */
    Witness NOBODY = (sample, body) -> {};

    void saw(Sample sample, Buffer body);

    /** Receives a read that ended without a response. */
    default void unanswered(Sample sample) {}

    /** Receives a read whose request has failed and is repeated. */
    default void retried(Arrival arrival) {}
}
