package dev.corral.lab.fault;

import dev.corral.lab.scenario.Scenario;
import java.time.Duration;

/**
 * The fleet in which faults are injected, and its steady load. The load is light, so that the cost of a fault is not
 * the cost of the load.
 */
public final class FaultScenario {

    private static final long SEED = 42;
    private static final int NODES = 3;
    private static final Duration TTL = Duration.ofSeconds(2);

    private FaultScenario() {}

    public static Scenario steady() {
        return new Scenario(
                NODES,
                SEED,
                1,
                new Scenario.Load(100, 100, 10, 40, 0),
                new Scenario.Times(TTL, TTL, Duration.ofSeconds(6), 0.2, Duration.ofSeconds(5)),
                new Scenario.Origin(Duration.ofMillis(200), 0.05, 60, 2_000, 256));
    }
}
