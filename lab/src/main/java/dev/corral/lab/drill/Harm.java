package dev.corral.lab.drill;

import java.util.List;

/** A herd on one fleet, from its healthy load to the steps that end it. */
interface Harm extends AutoCloseable {

    /** Begins the load of the healthy time, where the herd needs one of its own. */
    default void prepare() {}

    /** Causes the herd. */
    void begin();

    /** The steps of the runbook, in their order. */
    List<Step> steps();

    /** Ends the load and what else lasts; does nothing for what has already ended. */
    @Override
    default void close() {}
}
