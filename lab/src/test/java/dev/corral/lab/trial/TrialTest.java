package dev.corral.lab.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.trial.Trial.Seen;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that each trial's promise is kept by a mitigation that works, and missed without it. */
class TrialTest {

    static Stream<Arguments> trials() {
        return Stream.of(
                Arguments.of(new NearTrial(), 100, 10, 10.1),
                Arguments.of(new InvalidationTrial(), 2, 9.9, 10),
                Arguments.of(new InvalidationTrial(), 12, 17.9, 18),
                Arguments.of(new LostPushTrial(), 0, 0, 1),
                Arguments.of(new EarlyRefreshTrial(), 0, 0.9, 0.89),
                Arguments.of(new FailingOriginTrial(), 1_200, 400, 401),
                Arguments.of(new HungStoreTrial(), 480, 240, 241),
                Arguments.of(new ColdStartTrial(639), 1_469, 639, 640),
                Arguments.of(new DeadOriginTrial(), 150, 0, 1));
    }

    @ParameterizedTest
    @MethodSource("trials")
    void promise_is_kept_by_the_one_number_and_missed_by_the_next(
            Trial trial, double without, double kept, double missed) {
        assertThat(trial.judge(seen(without), seen(kept)).kept()).isTrue();
        assertThat(trial.judge(seen(without), seen(missed)).kept()).isFalse();
    }

    @Test
    void lostPush_shows_nothing_where_no_row_was_held_near() {
        assertThat(new LostPushTrial().judge(seen(Double.NaN), seen(Double.NaN)).kept())
                .isFalse();
    }

    private static Seen seen(double number) {
        return new Seen(number, String.valueOf(number), 0);
    }
}
