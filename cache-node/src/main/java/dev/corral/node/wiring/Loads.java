package dev.corral.node.wiring;

import dev.corral.guard.layer.Flights;
import dev.corral.node.metrics.CacheMeters;

/** The loads of one cache in progress: those that a flight carries, and any other that is somewhere in the chain. */
record Loads(Flights flights, CacheMeters meters) {

    boolean inProgress() {
        return flights.size() > 0 || !meters.idle();
    }

    /** Ends those that outlive their callers; the others end with their callers' connections. */
    void end() {
        flights.abandonAll();
    }
}
