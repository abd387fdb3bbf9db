package dev.corral.lab.measure;

import dev.corral.lab.scenario.Rung;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rungs of one ladder that were measured, and those that are void.
 *
 * @param voids with the reason of each
 */
public record Climb(Map<Rung, RungRun> runs, Map<Rung, String> voids) {

    public static Climb begin() {
        return new Climb(new EnumMap<>(Rung.class), new EnumMap<>(Rung.class));
    }

    /** Of runs that all count. */
    public static Climb of(Map<Rung, RungRun> runs) {
        return new Climb(runs, Map.of());
    }

    /** The reasons by the name of the rung's cache. */
    public Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        voids.forEach((rung, reason) -> reasons.put(rung.cache(), reason));
        return reasons;
    }
}
