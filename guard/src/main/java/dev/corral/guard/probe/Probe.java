package dev.corral.guard.probe;

/** Counts the requests that enter and leave each layer, so that no layer counts for itself. */
@FunctionalInterface
public interface Probe {

    Probe NONE = layer -> Meter.NONE;

    /** Returns the meter directly in front of the named layer. */
    Meter before(String layer);
}
