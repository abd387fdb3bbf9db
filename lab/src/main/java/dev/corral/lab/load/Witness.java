package dev.corral.lab.load;

import io.vertx.core.buffer.Buffer;

/** Sees every answer of a run and its body, one after another. */
@FunctionalInterface
public interface Witness {

    /** For a run of which only samples are wanted: bodies are not kept. */
    Witness NOBODY = (sample, body) -> {};

    void saw(Sample sample, Buffer body);
}
