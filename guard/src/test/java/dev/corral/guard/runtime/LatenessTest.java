package dev.corral.guard.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LatenessTest {

    private final AtomicLong loops = new AtomicLong();
    private final Lateness lateness = Lateness.of(loops::get);

    @Test
    void extension_isTheLargerOfBothDelaysUpToItsLimit() {
        loops.set(millis(30));

        assertThat(lateness.extensionNanos(millis(80))).isEqualTo(millis(80));
        assertThat(lateness.extensionNanos(0)).isEqualTo(millis(30));
        assertThat(lateness.extensionNanos(millis(5_000))).isEqualTo(Lateness.LONGEST.toNanos());
    }

    @Test
    void timerAndLoopsInTime_extendNothing() {
        loops.set(millis(4));

        assertThat(lateness.extensionNanos(millis(3))).isZero();
        assertThat(lateness.extensionNanos(-1)).isZero();
        assertThat(Lateness.IGNORED.extensionNanos(millis(700))).isZero();
    }

    @Test
    void process_isLateFromATenthOfASecondOn() {
        loops.set(millis(99));
        assertThat(lateness.isProcessLate()).isFalse();

        loops.set(millis(100));
        assertThat(lateness.isProcessLate()).isTrue();
        assertThat(Lateness.OF_TIMERS.isProcessLate()).isFalse();
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
