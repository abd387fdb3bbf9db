package dev.corral.lab.bench;

import java.io.IOException;

/** One thing that is measured, and the floor that it is held against. */
public interface Measure {

    /** By which it is chosen. */
    String name();

    /** Whether it only counts, so that a busy machine cannot change what it sees. */
    default boolean counts() {
        return false;
    }

    Measured hold(Stand stand) throws InterruptedException, IOException;
}
