package dev.corral.lab.bench;

import java.util.List;

/**
 * What a measure has shown.
 *
 * @param held whether it could be held at all
 * @param raw every number that it was computed from
 */
public record Measured(String name, boolean held, List<Verdict> verdicts, Object raw) {

    static Measured of(String name, List<Verdict> verdicts, Object raw) {
        return new Measured(name, true, verdicts, raw);
    }

    /** @param why in a sentence */
    static Measured not(String name, String why) {
        return new Measured(name, false, List.of(new Verdict(name, "-", "not measured", why, false)), null);
    }

    boolean kept() {
        return verdicts.stream().allMatch(Verdict::kept);
    }
}
