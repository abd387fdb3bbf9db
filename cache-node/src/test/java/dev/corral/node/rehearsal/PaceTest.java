package dev.corral.node.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    private static final long ROUND = Duration.ofMillis(16).toNanos();

    @Test
    void idleMachine_pausesForAQuarterOfTheRound() {
        assertThat(Pace.after(ROUND, 0)).isEqualTo(Duration.ofMillis(4));
    }

    @Test
    void otherProcesses_lengthenThePause() {
        assertThat(Pace.after(ROUND, 0.5)).isEqualTo(Duration.ofMillis(34));
        assertThat(Pace.after(ROUND, 1)).isEqualTo(Duration.ofMillis(64));
    }

    @ParameterizedTest
    @CsvSource({"0, 4", "0.39, 4", "0.4, 2", "0.74, 2", "0.75, 1", "1, 1"})
    void otherProcesses_leaveFewerRoundsAtTheSameTime(double share, int rounds) {
        assertThat(Pace.atOnce(share)).isEqualTo(rounds);
    }

    @Test
    void pause_hasBounds() {
        long slow = Duration.ofSeconds(2).toNanos();

        assertThat(Pace.after(0, 0)).isEqualTo(Duration.ofMillis(1));
        assertThat(Pace.after(slow, 0.5)).isEqualTo(Duration.ofMillis(200));
        assertThat(Pace.after(slow, 1)).isEqualTo(Duration.ofMillis(400));
    }
}
