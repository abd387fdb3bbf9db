package dev.corral.guard.probe;

/** Counts what goes in and out of every layer alike, so that no layer counts for itself. */
@FunctionalInterface
public interface Probe {

    Probe NONE = layer -> Meter.NONE;

    /** The meter that stands just outside the named layer. */
    Meter before(String layer);
}
