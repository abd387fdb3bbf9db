package dev.corral.lab.scenario;

import dev.corral.guard.cache.Mitigation;
import java.util.Arrays;
import java.util.List;

/**
 * A mitigation that the last rung adds to the one before it. Each has a cache that is the last rung without it, which
 * is the other side of its trial.
 */
public enum LeftOut {
    NEAR(Mitigation.NEAR),
    XFETCH(Mitigation.XFETCH),
    BREAKER(Mitigation.BREAKER),
    GATE(Mitigation.GATE),
    STALE_IF_ERROR(Mitigation.STALE_IF_ERROR);

    private final Mitigation mitigation;

    LeftOut(Mitigation mitigation) {
        this.mitigation = mitigation;
    }

    public Mitigation mitigation() {
        return mitigation;
    }

    /** The name of the cache that lacks the mitigation. */
    public String cache() {
        return Rung.FULL.without(mitigation);
    }

    /** Returns the name of the mitigation in {@code --without}. */
    @Override
    public String toString() {
        return mitigation.toString();
    }

    public static List<Mitigation> mitigations() {
        return Arrays.stream(values()).map(LeftOut::mitigation).toList();
    }
}
