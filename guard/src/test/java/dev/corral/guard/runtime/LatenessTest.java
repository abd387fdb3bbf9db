package dev.corral.guard.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.testing.SetLag;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenessTest {

    private final SetLag loops = new SetLag();
    private final Lateness lateness = Lateness.of(loops);

    @Test
    void extension_isTheLargerOfBothDelays() {
        loops.recent(Duration.ofMillis(30));

        assertThat(lateness.extensionNanos(millis(80), 0)).isEqualTo(millis(80));
        assertThat(lateness.extensionNanos(0, 0)).isEqualTo(millis(30));
    }

    @Test
    void extensions_areASecondInAllAtMost() {
        assertThat(lateness.extensionNanos(millis(5_000), 0)).isEqualTo(millis(1_000));
        assertThat(lateness.extensionNanos(millis(5_000), millis(700))).isEqualTo(millis(300));
        assertThat(lateness.extensionNanos(millis(5_000), millis(1_000))).isZero();
    }

    /** A loop that is late for a moment, again and again, does not extend a wait again and again. */
    @Test
    void waitThatWasExtended_isExtendedAgainOnlyWhileALoopIsLate() {
        loops.recent(Duration.ofMillis(300));
        assertThat(lateness.extensionNanos(0, millis(300))).isZero();

        loops.overdue(Duration.ofMillis(300));
        assertThat(lateness.extensionNanos(0, millis(300))).isEqualTo(millis(300));
    }

    @Test
    void timerAndLoopsInTime_extendNothing() {
        loops.recent(Duration.ofMillis(4));

        assertThat(lateness.extensionNanos(millis(3), 0)).isZero();
        assertThat(lateness.extensionNanos(-1, 0)).isZero();
        assertThat(Lateness.IGNORED.extensionNanos(millis(700), 0)).isZero();
    }

    @Test
    void process_isLateFromATenthOfASecondOn() {
        loops.recent(Duration.ofMillis(99));
        assertThat(lateness.isProcessLate()).isFalse();

        loops.recent(Duration.ofMillis(100));
        assertThat(lateness.isProcessLate()).isTrue();
        assertThat(Lateness.OF_TIMERS.isProcessLate()).isFalse();
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
