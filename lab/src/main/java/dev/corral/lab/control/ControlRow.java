package dev.corral.lab.control;

import dev.corral.guard.cache.Mitigation;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.Rung;

/**
 * The result of one control.
 *
 * @param mitigation the mitigation that was left out
 * @param cache the cache that was measured
 * @param check the promise that the mitigation keeps; null if it was not measured
 * @param reason the reason why it was not measured; null if it was
 */
public record ControlRow(String mitigation, String cache, Check check, String reason) {

    static ControlRow of(Mitigation mitigation, Check check) {
        return new ControlRow(mitigation.toString(), cacheOf(mitigation), check, null);
    }

    static ControlRow missing(Mitigation mitigation, String reason) {
        return new ControlRow(mitigation.toString(), cacheOf(mitigation), null, reason);
    }

    static String cacheOf(Mitigation mitigation) {
        return Rung.adding(mitigation).without(mitigation);
    }

    public boolean measured() {
        return check != null;
    }

    /** Whether the promise was kept without its mitigation, which shows that its check cannot fail. */
    public boolean kept() {
        return check != null && check.kept();
    }
}
