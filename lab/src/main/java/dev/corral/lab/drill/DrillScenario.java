package dev.corral.lab.drill;

import dev.corral.lab.scenario.Scenario;
import java.time.Duration;

/**
 * The fleet of a drill. Every key of its caches has the same TTL, from which the windows of the rules derive, and the
 * origin can process a few times the load of a healthy fleet.
 */
public final class DrillScenario {

    /** The TTL of every key, for which the rules in {@code dashboards/rules/ttl-10s} are rendered. */
    public static final Duration TTL = Duration.ofSeconds(10);

    /** The time between two scrapes: at most a twelfth of the TTL. */
    static final Duration SCRAPE = Duration.ofMillis(800);

    /** The median time of a query. */
    static final Duration MEDIAN = Duration.ofMillis(250);

    private static final long SEED = 42;
    private static final int NODES = 3;
    private static final int FEW_NODES = 2;
    private static final int CORES_FOR_ALL = 4;

    private DrillScenario() {}

    /** Returns the scenario for a machine with that many processors. */
    public static Scenario on(int cores) {
        return new Scenario(
                cores < CORES_FOR_ALL ? FEW_NODES : NODES,
                SEED,
                1,
                new Scenario.Load(0, 300, 5, 150, 0),
                new Scenario.Times(TTL, TTL, TTL, 0.2, TTL.dividedBy(2)),
                new Scenario.Origin(MEDIAN, 0.05, 40, 2_000, 256));
    }
}
