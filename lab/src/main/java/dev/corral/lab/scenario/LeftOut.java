package dev.corral.lab.scenario;

import java.util.Arrays;
import java.util.List;

/**
 * What the last rung adds to the one before it, each with a cache that is that rung without it: the other side of its
 * trial.
 */
public enum LeftOut {
    NEAR("near"),
    XFETCH("xfetch"),
    BREAKER("breaker"),
    GATE("gate"),
    STALE_IF_ERROR("stale-if-error");

    /** Its name in {@code --without}. */
    private final String mitigation;

    LeftOut(String mitigation) {
        this.mitigation = mitigation;
    }

    /** The name of the cache that lacks it. */
    public String cache() {
        return Rung.FULL + "-without-" + mitigation;
    }

    @Override
    public String toString() {
        return mitigation;
    }

    public static List<String> mitigations() {
        return Arrays.stream(values()).map(LeftOut::toString).toList();
    }
}
