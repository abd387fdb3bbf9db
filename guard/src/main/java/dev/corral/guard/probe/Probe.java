package dev.corral.guard.probe;

import dev.corral.guard.core.Loader;

/** Counts the requests that enter and leave each layer, so that no layer counts for itself. */
@FunctionalInterface
public interface Probe {

    Probe NONE = layer -> Meter.NONE;

    /** Returns the meter directly in front of the named layer. */
    Meter before(String layer);

    /**
     * Wraps the named layer together with its meter, so that the layer is recorded in the trace of each sampled
     * request. By default it is returned as it is.
     *
     * @param measured the layer with its meter
     */
    default Loader traced(String layer, Loader measured) {
        return measured;
    }
}
