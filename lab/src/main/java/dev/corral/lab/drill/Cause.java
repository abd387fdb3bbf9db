package dev.corral.lab.drill;

import dev.corral.lab.load.Arrival;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A cause of a herd: reads, or a fault under reads that are healthy without it.
 *
 * @param before starts the reads of the healthy time
 * @param harm causes the herd; returns the reads that it starts
 */
record Cause(Function<DrillFleet, List<Traffic>> before, Function<DrillFleet, List<Traffic>> harm) {

    static Cause reads(String cache, Function<DrillFleet, List<Arrival>> arrivals) {
        return new Cause(fleet -> List.of(), fleet -> List.of(traffic(fleet, cache, arrivals)));
    }

    static Cause fault(String cache, Function<DrillFleet, List<Arrival>> arrivals, Consumer<DrillFleet> fault) {
        return new Cause(fleet -> List.of(traffic(fleet, cache, arrivals)), fleet -> {
            fault.accept(fleet);
            return List.of();
        });
    }

    private static Traffic traffic(DrillFleet fleet, String cache, Function<DrillFleet, List<Arrival>> arrivals) {
        return fleet.load().traffic(cache, arrivals.apply(fleet));
    }

    /** Returns the herd on a fleet, with the steps that end it. */
    Function<DrillFleet, Harm> endedBy(Step... steps) {
        return fleet -> new Caused(fleet, this, List.of(steps));
    }
}
