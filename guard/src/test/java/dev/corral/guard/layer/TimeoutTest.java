package dev.corral.guard.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.Request;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops;
import dev.corral.guard.runtime.Lateness;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.Machine;
import dev.corral.guard.testing.SyncedClock;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The time limit of a query whose caller's event loop is late: it is busy while its machine is paused. */
class TimeoutTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final Machine loop = new Machine(time, 0, 0);
    private final HeldOrigin origin = new HeldOrigin();
    private final EventLoops loops = new EventLoops() {
        @Override
        public Home home() {
            return new Home(loop::receive, Runnable::run);
        }

        @Override
        public void detached(Runnable task) {
            loop.receive(task);
        }
    };

    @AfterEach
    void noTimer_isLeftOver() {
        assertThat(time.pending()).isZero();
    }

    @Test
    void answerThatIsReadAfterTheLimitOfALateLoop_isTheAnswer() {
        UniAssertSubscriber<Answer> caller = get(Lateness.OF_TIMERS);
        stopLoopFor(Duration.ofMillis(1_500));

        origin.answer("v");

        caller.assertCompleted();
        assertThat(origin.cancelled()).isZero();
    }

    /** The control: the query ends before the loop has read the answer. */
    @Test
    void latenessThatIsIgnored_endsTheQueryBeforeItsAnswerIsRead() {
        UniAssertSubscriber<Answer> caller = get(Lateness.IGNORED);

        stopLoopFor(Duration.ofMillis(1_500));

        caller.assertFailedWith(OriginFailed.class, "no response within 1000 ms");
        assertThat(origin.cancelled()).isEqualTo(1);
    }

    @Test
    void answerThatDoesNotArrive_endsTheQueryAfterAsMuchTimeAsTheLoopWasLate() {
        UniAssertSubscriber<Answer> caller = get(Lateness.OF_TIMERS);
        stopLoopFor(Duration.ofMillis(1_500));
        caller.assertNotTerminated();

        time.advance(Duration.ofMillis(500));

        caller.assertFailedWith(OriginFailed.class, "no response within 1000 ms");
        assertThat(origin.cancelled()).isEqualTo(1);
    }

    @Test
    void loopInTime_endsTheQueryAtItsLimit() {
        UniAssertSubscriber<Answer> caller = get(Lateness.OF_TIMERS);

        time.advance(LIMIT);

        caller.assertFailedWith(OriginFailed.class, "no response within 1000 ms");
    }

    @Test
    void callerThatLeaves_endsTheQueryAndItsLimit() {
        UniAssertSubscriber<Answer> caller = get(Lateness.OF_TIMERS);

        caller.cancel();

        assertThat(origin.cancelled()).isEqualTo(1);
    }

    private UniAssertSubscriber<Answer> get(Lateness lateness) {
        Environment environment = new Environment(new SyncedClock(loop), time, () -> 0.5, loops).with(lateness);
        return new Timeout(origin, LIMIT, environment)
                .load(Request.of(new Key("c", "k")))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private void stopLoopFor(Duration pause) {
        loop.pause();
        time.advance(pause);
        loop.resume();
    }
}
