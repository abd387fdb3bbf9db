package dev.corral.lab.fault;

import dev.corral.lab.scenario.Scenario;
import java.time.Duration;

/** The fleet that is broken, and its steady load: light, so that what a fault costs is not the load's cost. */
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
