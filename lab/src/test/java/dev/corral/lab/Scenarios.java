package dev.corral.lab;

import dev.corral.lab.scenario.Scenario;
import java.time.Duration;

public final class Scenarios {

    private Scenarios() {}

    public static Scenario small(long seed) {
        return new Scenario(
                3,
                seed,
                5,
                new Scenario.Load(200, 1_500, 100, 300, 0),
                new Scenario.Times(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(6),
                        0.2,
                        Duration.ofSeconds(5)),
                new Scenario.Origin(Duration.ofMillis(400), 0.1, 640, 2_000, 256));
    }
}
