package dev.corral.lab.measure;

import dev.corral.lab.load.Lag;
import dev.corral.lab.scenario.Rung;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rungs of one ladder that were measured, and those that are void.
 *
 * @param voids the void rungs with the reason of each
 * @param failures the failure that ended the climb before its last rung; at most one
 */
public record Climb(Map<Rung, RungRun> runs, Map<Rung, String> voids, List<RuntimeException> failures) {

    public static Climb begin() {
        return new Climb(new EnumMap<>(Rung.class), new EnumMap<>(Rung.class), new ArrayList<>());
    }

    /** Returns a climb whose runs are all valid. */
    public static Climb of(Map<Rung, RungRun> runs) {
        return of(runs, Map.of());
    }

    public static Climb of(Map<Rung, RungRun> runs, Map<Rung, String> voids) {
        return new Climb(runs, voids, List.of());
    }

    /** The delay of the load generator at each rung. */
    public Map<String, Lag> lags() {
        Map<String, Lag> lags = new LinkedHashMap<>();
        runs.forEach((rung, run) -> lags.put(rung.cache(), Lag.of(run.samples())));
        return lags;
    }

    public List<Row> rows() {
        return runs.values().stream().map(RungRun::row).toList();
    }

    /** The reasons of the void rungs, by the name of the rung's cache. */
    public Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        voids.forEach((rung, reason) -> reasons.put(rung.cache(), reason));
        return reasons;
    }
}
