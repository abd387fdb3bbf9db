package dev.corral.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioTest {

    private static final Duration PRODUCT_TTL = Duration.ofSeconds(6);

    @ParameterizedTest
    @EnumSource(Pace.class)
    void everyProductKey_endsWithinTheRun(Pace pace) {
        Scenario scenario = scenario(pace.hotTtl(), pace.originMedian(), pace.boundaries());
        Duration longest = PRODUCT_TTL.multipliedBy(6).dividedBy(5);

        assertThat(scenario.headStart().plus(scenario.duration())).isGreaterThan(longest);
        assertThat(scenario.headStart()).isLessThan(PRODUCT_TTL.multipliedBy(4).dividedBy(5));
    }

    @ParameterizedTest
    @EnumSource(Pace.class)
    void hotKey_isLoadedAgainBeforeItsEndWhereItIsRefreshedEarly(Pace pace) {
        assertThat(pace.originMedian().multipliedBy(5)).isLessThanOrEqualTo(pace.hotTtl());
    }

    @Test
    void headStart_isAtMostHalfTheProductTtl() {
        assertThat(scenario(Duration.ofMinutes(10), Duration.ofMillis(400), 1).headStart())
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(scenario(Duration.ofMillis(500), Duration.ofMillis(100), 1).headStart())
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void longPace_measuresFiveBoundariesOfSixSeconds() {
        Scenario scenario = scenario(Pace.LONG.hotTtl(), Pace.LONG.originMedian(), Pace.LONG.boundaries());
        assertThat(scenario.duration()).isEqualTo(Duration.ofMillis(44_250));
        assertThat(scenario.headStart()).isEqualTo(Duration.ofSeconds(3));
    }

    private static Scenario scenario(Duration hotTtl, Duration median, int boundaries) {
        return new Scenario(
                3,
                42,
                boundaries,
                new Scenario.Load(200, 1_750, 100, 350, 0),
                new Scenario.Times(hotTtl, PRODUCT_TTL, Duration.ofSeconds(6), 0.2, Duration.ofSeconds(5)),
                new Scenario.Origin(median, 0.05, 640, 2_000, 256));
    }
}
