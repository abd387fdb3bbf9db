package dev.corral.guard.flight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.chain.RunningLoads;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure.DeadlineExceeded;
import dev.corral.guard.core.Request;
import dev.corral.guard.probe.Event;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops;
import dev.corral.guard.runtime.Lateness;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.Machine;
import dev.corral.guard.testing.Recorder;
import dev.corral.guard.testing.SyncedClock;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The time limits of a flight and of its callers on an event loop that is late: it is busy while its machine is paused. */
class LateFlightTest {

    private static final Key KEY = new Key("c", "k");
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Flights.Bounds BOUNDS = new Flights.Bounds(LIMIT, 2, 100);

    private final VirtualTime time = new VirtualTime();
    private final Machine loop = new Machine(time, 0, 0);
    private final Clock clock = new SyncedClock(loop);
    private final Recorder events = new Recorder();
    private final HeldOrigin origin = new HeldOrigin();

    @AfterEach
    void noTimer_isLeftOver() {
        assertThat(loop.pending()).isZero();
    }

    @Test
    void answerThatIsReadAfterTheDeadline_reachesItsCallers() {
        UniAssertSubscriber<Answer> caller = get(Duration.ofSeconds(2), Lateness.OF_TIMERS);
        stopLoopFor(Duration.ofMillis(2_500));

        origin.answer("v");

        caller.assertCompleted();
        assertThat(events.count(Event.CALLER_EXPIRED)).isZero();
    }

    /** The control: the caller fails before the loop has read the answer. */
    @Test
    void latenessThatIsIgnored_failsTheCallersBeforeTheAnswerIsRead() {
        UniAssertSubscriber<Answer> caller = get(Duration.ofSeconds(2), Lateness.IGNORED);

        stopLoopFor(Duration.ofMillis(2_500));

        caller.assertFailedWith(DeadlineExceeded.class);
        origin.answer("v");
    }

    @Test
    void answerThatDoesNotArrive_failsTheCallersAfterAsMuchTimeAsTheLoopWasLate() {
        UniAssertSubscriber<Answer> caller = get(Duration.ofSeconds(2), Lateness.OF_TIMERS);
        stopLoopFor(Duration.ofMillis(2_500));
        caller.assertNotTerminated();

        time.advance(Duration.ofMillis(500));

        caller.assertFailedWith(DeadlineExceeded.class);
        assertThat(events.count(Event.CALLER_EXPIRED)).isEqualTo(1);
        origin.answer("v");
    }

    @Test
    void flightWhoseLimitPassesOnALateLoop_completesWithTheAnswer() {
        UniAssertSubscriber<Answer> caller = get(Duration.ofMinutes(1), Lateness.OF_TIMERS);
        stopLoopFor(LIMIT.plusMillis(500));

        origin.answer("v");

        caller.assertCompleted();
        assertThat(origin.cancelled()).isZero();
        assertThat(events.count(Event.FLIGHT_EXPIRED)).isZero();
    }

    /** The control: the load is ended, and its answer is lost. */
    @Test
    void latenessThatIsIgnored_endsTheFlight() {
        UniAssertSubscriber<Answer> caller = get(Duration.ofMinutes(1), Lateness.IGNORED);

        stopLoopFor(LIMIT.plusMillis(500));

        caller.assertFailedWith(DeadlineExceeded.class);
        assertThat(origin.cancelled()).isEqualTo(1);
        assertThat(events.count(Event.FLIGHT_EXPIRED)).isEqualTo(1);
    }

    private UniAssertSubscriber<Answer> get(Duration deadline, Lateness lateness) {
        Environment environment = new Environment(clock, loop, () -> 0.5, EventLoops.INLINE).with(lateness);
        return new SingleFlight(origin, new Flights(environment, events), BOUNDS, new RunningLoads())
                .load(Request.of(KEY).by(clock.nanos() + deadline.toNanos()))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private void stopLoopFor(Duration pause) {
        loop.pause();
        time.advance(pause);
        loop.resume();
    }
}
