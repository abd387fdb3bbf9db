package dev.corral.lab.bench;

import dev.corral.lab.scenario.Scenario;
import java.time.Duration;

/** The scenario of the bench: a quick origin, a hot key with a short TTL, and rows that outlive the bench. */
public final class BenchScenario {

    private static final long SEED = 42;
    private static final Duration HOT_TTL = Duration.ofMillis(500);
    private static final Duration LASTING_TTL = Duration.ofHours(1);

    private BenchScenario() {}

    /** @param boundaries the number of the hot key's boundaries to count */
    public static Scenario of(int nodes, int boundaries) {
        return new Scenario(
                nodes,
                SEED,
                boundaries,
                new Scenario.Load(1_000, 0, 0, 1, 0),
                new Scenario.Times(HOT_TTL, LASTING_TTL, Duration.ofSeconds(6), 0.2, Duration.ofSeconds(5)),
                new Scenario.Origin(Duration.ofMillis(20), 0.05, 64, 200, 1_024));
    }
}
