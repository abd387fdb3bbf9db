package dev.corral.lab.bench;

import java.util.List;

/**
 * The result of a measure.
 *
 * @param held whether the measure could be run
 * @param raw the numbers from which the result was computed
 */
public record Measured(String name, boolean held, List<Verdict> verdicts, Object raw) {

    static Measured of(String name, List<Verdict> verdicts, Object raw) {
        return new Measured(name, true, verdicts, raw);
    }

    /** @param why the reason as a sentence */
    static Measured not(String name, String why) {
        return new Measured(name, false, List.of(new Verdict(name, "-", "not measured", why, false)), null);
    }

    boolean kept() {
        return verdicts.stream().allMatch(Verdict::kept);
    }
}
