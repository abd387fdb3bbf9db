package dev.corral.lab.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.Scenarios;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Pace;
import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.trial.Trial.Seen;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that each trial's promise is kept by a mitigation that works, and missed without it. */
class TrialTest {

    private static final Duration SPAN = Duration.ofSeconds(3);

    static Stream<Arguments> trials() {
        return Stream.of(
                Arguments.of(new NearTrial(SPAN), 100, 10, 10.1),
                Arguments.of(new InvalidationTrial(50), 2, 9.9, 10),
                Arguments.of(new InvalidationTrial(50), 12, 17.9, 18),
                Arguments.of(new LostPushTrial(10), 0, 0, 1),
                Arguments.of(new EarlyRefreshTrial(SPAN), 0, 0.9, 0.89),
                Arguments.of(new FailingOriginTrial(), 1_200, 400, 401),
                Arguments.of(new HungStoreTrial(), 480, 240, 241),
                Arguments.of(new ColdStartTrial(639), 1_469, 639, 640),
                Arguments.of(new DeadOriginTrial(), 150, 0, 1));
    }

    @ParameterizedTest
    @MethodSource("trials")
    void promise_isKeptByTheOneNumberAndMissedByTheNext(Trial trial, double without, double kept, double missed) {
        assertThat(trial.judge(seen(without), seen(kept)).kept()).isTrue();
        assertThat(trial.judge(seen(without), seen(missed)).kept()).isFalse();
    }

    @Test
    void lostPush_showsNothingWhereNoRowWasHeldNear() {
        assertThat(new LostPushTrial(10)
                        .judge(seen(Double.NaN), seen(Double.NaN))
                        .kept())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"BREAKER, 1200", "GATE, 1469", "STALE_IF_ERROR, 150"})
    void control_missesThePromiseOfItsTrial(LeftOut leftOut, double number) {
        Trial trial = Trials.all(Scenarios.small(1), Pace.QUICK).stream()
                .filter(each -> each.about().mitigation() == leftOut)
                .findFirst()
                .orElseThrow();
        Check check = Sides.of(trial, seen(number), seen(number)).controlCheck();

        assertThat(check.kept()).isFalse();
        assertThat(check.seen()).isEqualTo(String.valueOf(number));
    }

    @Test
    void sidesThatAreTriedTogether_takeTheTimeOfOne() {
        Scenario scenario = Scenarios.small(1);
        for (Trial trial : Trials.all(scenario, Pace.USUAL)) {
            Duration one = trial.time(scenario, 1);
            assertThat(one).isGreaterThan(trial.time(scenario));
            assertThat(trial.time(scenario, 2)).isEqualTo(trial instanceof SideBySide ? one : one.multipliedBy(2));
        }
    }

    private static Seen seen(double number) {
        return new Seen(number, String.valueOf(number), 0);
    }
}
