package dev.corral.guard.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.testing.Machine;
import dev.corral.guard.testing.SetLag;
import dev.corral.guard.testing.SyncedClock;
import dev.corral.guard.testing.VirtualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of a wait, on an event loop that is late. While the machine is paused, its event loop is busy. */
class WaitLimitTest {

    private static final Duration LIMIT = Duration.ofMillis(500);

    private final VirtualTime time = new VirtualTime();
    private final Machine loop = new Machine(time, 0, 7);
    private final Clock clock = new SyncedClock(loop);
    private final AtomicInteger ends = new AtomicInteger();

    @AfterEach
    void noTimer_isLeftOver() {
        assertThat(loop.pending()).isZero();
    }

    @Test
    void timerInTime_endsTheWaitAtItsLimit() {
        start(Lateness.OF_TIMERS);

        time.advance(LIMIT.minusNanos(1));
        assertThat(ends).hasValue(0);
        time.advance(Duration.ofNanos(1));
        assertThat(ends).hasValue(1);
    }

    @Test
    void answerThatIsReadAfterALateTimer_leavesTheWaitWithoutAnEnd() {
        WaitLimit wait = start(Lateness.OF_TIMERS);
        stopLoopFor(Duration.ofMillis(700));
        assertThat(ends).as("the loop reads what has arrived").hasValue(0);

        wait.cancel();
        time.advance(Duration.ofMinutes(1));

        assertThat(ends).hasValue(0);
    }

    /** The control: a wait that ends at once when its timer fires, although its answer may be there. */
    @Test
    void latenessThatIsIgnored_endsTheWaitBeforeTheAnswerIsRead() {
        start(Lateness.IGNORED);

        stopLoopFor(Duration.ofMillis(700));

        assertThat(ends).hasValue(1);
    }

    @Test
    void lateTimer_extendsTheWaitByAsMuchAsItWasLate() {
        start(Lateness.OF_TIMERS);
        stopLoopFor(LIMIT.plusMillis(200));

        time.advance(Duration.ofMillis(199));
        assertThat(ends).hasValue(0);
        time.advance(Duration.ofMillis(1));
        assertThat(ends).hasValue(1);
    }

    @Test
    void smallDelay_isNotLate() {
        start(Lateness.OF_TIMERS);

        stopLoopFor(LIMIT.plus(Lateness.TOLERATED).minusNanos(1));

        assertThat(ends).hasValue(1);
    }

    @Test
    void extension_hasALimit() {
        start(Lateness.OF_TIMERS);
        stopLoopFor(Duration.ofMinutes(1));

        time.advance(Lateness.LONGEST.minusNanos(1));
        assertThat(ends).hasValue(0);
        time.advance(Duration.ofNanos(1));
        assertThat(ends).hasValue(1);
    }

    @Test
    void loopThatIsLateAgain_extendsTheWaitAgain() {
        start(Lateness.OF_TIMERS);
        stopLoopFor(Duration.ofMillis(700));
        stopLoopFor(Duration.ofMillis(500));
        assertThat(ends).hasValue(0);

        time.advance(Duration.ofMillis(300));

        assertThat(ends).hasValue(1);
    }

    @Test
    void otherLoopThatStaysBusy_extendsTheWaitByASecondInAll() {
        start(Lateness.of(new SetLag().recent(Duration.ofMillis(300)).overdue(Duration.ofMillis(400))));

        time.advance(LIMIT.plus(Lateness.LONGEST).minusNanos(1));
        assertThat(ends).hasValue(0);
        time.advance(Duration.ofNanos(1));
        assertThat(ends).hasValue(1);
    }

    @Test
    void otherLoopThatIsLate_extendsTheWaitToo() {
        start(Lateness.of(new SetLag().recent(Duration.ofMillis(300))));

        time.advance(LIMIT.plusMillis(299));
        assertThat(ends).hasValue(0);
        time.advance(Duration.ofMillis(1));
        assertThat(ends).hasValue(1);
    }

    /** The timer fires in time on another thread than the loop on which the wait continues. */
    @Test
    void callersLoopThatIsLate_extendsTheWaitToo() {
        Environment environment = new Environment(clock, time, () -> 0.5, EventLoops.INLINE);
        WaitLimit wait = WaitLimit.start(environment, loop::receive, LIMIT.toNanos(), ends::incrementAndGet);
        stopLoopFor(Duration.ofMillis(700));
        assertThat(ends).hasValue(0);

        time.advance(Duration.ofMillis(200));

        assertThat(ends).hasValue(1);
        wait.cancel();
    }

    @Test
    void waitThatIsOver_hasNoEnd() {
        WaitLimit wait = start(Lateness.OF_TIMERS);

        wait.cancel();
        time.advance(Duration.ofMinutes(1));

        assertThat(ends).hasValue(0);
    }

    private WaitLimit start(Lateness lateness) {
        return WaitLimit.startOn(loop, clock, lateness, LIMIT.toNanos(), ends::incrementAndGet);
    }

    private void stopLoopFor(Duration pause) {
        loop.pause();
        time.advance(pause);
        loop.resume();
    }
}
