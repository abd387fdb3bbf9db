package dev.corral.lab.scopes;

import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.time.Duration;
import java.util.List;

/**
 * The load under which scopes are compared: the hot key alone, at a rate so low that five nodes fit on a small machine,
 * and so high that every node reads the key during one load.
 */
public final class ScopesScenario {

    /** One rung whose scope is a process, and two whose scope is the fleet. */
    public static final List<Rung> RUNGS = List.of(Rung.SINGLE_FLIGHT, Rung.LOCK, Rung.SWR);

    private static final long SEED = 42;
    private static final Scenario.Load LOAD = new Scenario.Load(150, 0, 0, 1, 0);
    private static final Scenario.Origin FULL = origin(Duration.ofMillis(400));
    private static final Scenario.Origin QUICK = origin(Duration.ofMillis(200));

    private ScopesScenario() {}

    public static Scenario of(int nodes, boolean quick) {
        return quick
                ? new Scenario(nodes, SEED, 4, LOAD, times(Duration.ofMillis(1_200)), QUICK)
                : new Scenario(nodes, SEED, 5, LOAD, times(Duration.ofSeconds(3)), FULL);
    }

    private static Scenario.Times times(Duration ttl) {
        return new Scenario.Times(ttl, ttl, Duration.ofSeconds(6), 0.2, Duration.ofSeconds(5));
    }

    private static Scenario.Origin origin(Duration median) {
        return new Scenario.Origin(median, 0.05, 64, 200, 256);
    }
}
