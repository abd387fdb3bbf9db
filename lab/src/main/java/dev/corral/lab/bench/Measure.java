package dev.corral.lab.bench;

import java.io.IOException;

/** A measure of the bench and its limits. */
public interface Measure {

    /** The name by which the measure is chosen. */
    String name();

    /** Whether the measure only counts, so that a busy machine cannot change its result. */
    default boolean counts() {
        return false;
    }

    Measured hold(ControlledNode controlled) throws InterruptedException, IOException;
}
