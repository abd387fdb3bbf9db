package dev.corral.node.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long ROUND = Duration.ofMillis(10).toNanos();

    @Test
    void idleMachine_pausesAsLongAsTheRoundTook() {
        assertThat(Pace.after(ROUND, 0)).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void otherProcesses_lengthenThePause() {
        assertThat(Pace.after(ROUND, 0.5)).isEqualTo(Duration.ofMillis(25));
        assertThat(Pace.after(ROUND, 1)).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void pause_hasBounds() {
        assertThat(Pace.after(0, 0)).isEqualTo(Duration.ofMillis(1));
        assertThat(Pace.after(Duration.ofSeconds(2).toNanos(), 1)).isEqualTo(Duration.ofMillis(200));
    }
}
