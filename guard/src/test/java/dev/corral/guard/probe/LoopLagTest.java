package dev.corral.guard.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.testing.Machine;
import dev.corral.guard.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two event loops, one of which is busy while its machine is paused. */
class LoopLagTest {

    private final VirtualTime time = new VirtualTime();
    private final Machine busy = new Machine(time, 0, 0);
    private final Machine other = new Machine(time, 0, 0);
    private final LoopLag lag = new LoopLag(time, List.of(other, busy));

    @Test
    void loopsInTime_haveNoLag() {
        lag.begin();
        time.advance(Duration.ofSeconds(5));

        assertThat(lag.recentNanos()).isZero();
        assertThat(lag.maximum()).isZero();
    }

    @Test
    void measurementThatHasNotBegun_showsNoLag() {
        time.advance(Duration.ofSeconds(5));

        assertThat(lag.recentNanos()).isZero();
    }

    @Test
    void loopThatIsBusyNow_isLateBeforeItsTaskHasRun() {
        lag.begin();
        time.advance(Duration.ofSeconds(1));

        busy.pause();
        time.advance(Duration.ofMillis(400));

        assertThat(lag.recentNanos()).isEqualTo(Duration.ofMillis(300).toNanos());
        assertThat(lag.overdueNanos()).isEqualTo(Duration.ofMillis(300).toNanos());
        busy.resume();
        assertThat(lag.overdueNanos()).isZero();
    }

    @Test
    void loopThatWasBusy_countsForASecondAndInTheMaximumForHalfAMinute() {
        lag.begin();
        busy.pause();
        time.advance(Duration.ofMillis(600));
        busy.resume();

        time.advance(Duration.ofSeconds(1));
        assertThat(lag.recentNanos()).isEqualTo(Duration.ofMillis(500).toNanos());
        time.advance(Duration.ofMillis(1));
        assertThat(lag.recentNanos()).isZero();
        assertThat(lag.maximum()).isEqualTo(Duration.ofMillis(500));
        time.advance(RecentMaximum.SPAN);
        assertThat(lag.maximum()).isZero();
    }

    @Test
    void smallerDelay_doesNotHideALargerOne() {
        lag.begin();
        stopFor(Duration.ofMillis(600));
        stopFor(Duration.ofMillis(200));

        assertThat(lag.recentNanos()).isEqualTo(Duration.ofMillis(500).toNanos());
    }

    @Test
    void largerDelayThatNoLongerCounts_doesNotHideSmallerOnesAfterIt() {
        lag.begin();
        stopFor(Duration.ofMillis(600));
        stopFor(Duration.ofMillis(500));
        stopFor(Duration.ofMillis(300));
        assertThat(lag.recentNanos()).isEqualTo(Duration.ofMillis(500).toNanos());

        // The delays ended 600, 1,100 and 1,400 ms after the beginning.
        time.advance(Duration.ofMillis(201));
        assertThat(lag.recentNanos()).isEqualTo(Duration.ofMillis(400).toNanos());
        time.advance(Duration.ofMillis(500));
        assertThat(lag.recentNanos()).isEqualTo(Duration.ofMillis(200).toNanos());
        time.advance(Duration.ofMillis(300));
        assertThat(lag.recentNanos()).isZero();
    }

    /** A metric leaves out the delays of a node that is not ready; waits depend on them nevertheless. */
    @Test
    void maximumThatIsForgotten_beginsAgain() {
        lag.begin();
        stopFor(Duration.ofMillis(600));

        lag.forgetMaximum();

        assertThat(lag.maximum()).isZero();
        assertThat(lag.recentNanos()).isEqualTo(Duration.ofMillis(500).toNanos());
        stopFor(Duration.ofMillis(300));
        assertThat(lag.maximum()).isEqualTo(Duration.ofMillis(200));
    }

    private void stopFor(Duration pause) {
        busy.pause();
        time.advance(pause);
        busy.resume();
    }
}
