package dev.corral.lab.scenario;

import java.util.Arrays;
import java.util.List;

/**
 * A mitigation that the last rung adds to the one before it. Each has a cache that is the last rung without it, which
 * is the other side of its trial.
 */
public enum LeftOut {
    NEAR("near"),
    XFETCH("xfetch"),
    BREAKER("breaker"),
    GATE("gate"),
    STALE_IF_ERROR("stale-if-error");

    /** The name of the mitigation in {@code --without}. */
    private final String mitigation;

    LeftOut(String mitigation) {
        this.mitigation = mitigation;
    }

    /** The name of the cache that lacks the mitigation. */
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
