package dev.corral.guard.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Arrival;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.probe.Event;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops;
import dev.corral.guard.runtime.Lateness;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.Machine;
import dev.corral.guard.testing.Recorder;
import dev.corral.guard.testing.SetLag;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {

    private final VirtualTime time = new VirtualTime();
    private final Recorder events = new Recorder();
    private final HeldOrigin origin = new HeldOrigin();
    private final Permits permits = new Permits(2, 1);
    private final Gate gate =
            new Gate(origin, permits, new Environment(time, time, () -> 0.5, EventLoops.INLINE), events);

    @AfterEach
    void every_permit_is_back() {
        origin.answer("v");
        origin.answer("v");
        assertThat(permits.inside()).isZero();
        assertThat(permits.queued()).isZero();
    }

    @Test
    void limitsThatAdmitNoLoad_areRefusedAndTheLimitsStay() {
        assertThatThrownBy(() -> new Permits(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the limits of loads are 0 in progress and 1 that wait; they must be at least 1 and 0");
        assertThatThrownBy(() -> permits.resize(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> permits.resize(1, -1)).isInstanceOf(IllegalArgumentException.class);

        assertThat(permits.limit()).isEqualTo(2);
        assertThat(permits.queueLimit()).isEqualTo(1);
    }

    @Test
    void loadsUpToTheLimit_goInTheNextQueuesOneMoreIsShed() {
        get();
        get();
        UniAssertSubscriber<Answer> queued = get();
        UniAssertSubscriber<Answer> tooMany = get();

        assertThat(origin.queries()).isEqualTo(2);
        tooMany.assertFailedWith(LoadFailure.Shed.class);
        assertThat(events.count(Event.SHED)).isEqualTo(1);

        origin.answer("v");
        assertThat(origin.queries()).isEqualTo(3);
        origin.answer("v");
        queued.assertCompleted();
    }

    @Test
    void withoutTheGate_everythingGoesIn() {
        for (int each = 0; each < 4; each++) {
            origin.load(Request.of(new Key("c", "k"))).subscribe().with(ignored -> {});
        }
        assertThat(origin.inProgress()).isEqualTo(4);
    }

    @Test
    void failure_givesThePermitBack() {
        UniAssertSubscriber<Answer> caller = get();
        origin.fail(new LoadFailure.OriginFailed("500", null));
        caller.assertFailed();
        assertThat(permits.inside()).isZero();
    }

    @Test
    void callerThatLeaves_endsTheExchangeAndFreesThePermit() {
        UniAssertSubscriber<Answer> caller = get();
        get();
        UniAssertSubscriber<Answer> queued = get();

        caller.cancel();

        assertThat(origin.cancelled()).isEqualTo(1);
        assertThat(origin.queries()).isEqualTo(3);
        origin.answer("v");
        queued.assertCompleted();
    }

    @Test
    void queuedWork_whoseCallersAreGoneIsDroppedWhenItsTurnComes() {
        get();
        get();
        UniAssertSubscriber<Answer> orphan = gate.load(
                        Request.of(new Key("c", "k")).onBehalfOf(() -> true))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());

        origin.answer("v");

        assertThat(origin.queries()).isEqualTo(2);
        orphan.assertFailed();
        assertThat(events.count(Event.DROPPED)).isEqualTo(1);
    }

    @Test
    void queuedWork_pastItsDeadlineIsDroppedToo() {
        get();
        get();
        UniAssertSubscriber<Answer> late = gate.load(
                        Request.of(new Key("c", "k")).by(Duration.ofSeconds(1).toNanos()))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        time.advance(Duration.ofSeconds(1));

        origin.answer("v");

        late.assertFailedWith(LoadFailure.DeadlineExceeded.class);
        assertThat(origin.queries()).isEqualTo(2);
    }

    @Test
    void queuedWork_thatLeavesByItselfAsksNothing() {
        get();
        get();
        UniAssertSubscriber<Answer> queued = get();
        queued.cancel();

        origin.answer("v");

        assertThat(origin.queries()).isEqualTo(2);
    }

    @Test
    void limitThatGrows_letsQueuedLoadsInAtOnce() {
        get();
        get();
        UniAssertSubscriber<Answer> queued = get();
        assertThat(origin.queries()).isEqualTo(2);

        permits.resize(4, 2);

        assertThat(origin.queries()).isEqualTo(3);
        assertThat(permits.inside()).isEqualTo(3);
        assertThat(permits.queued()).isZero();
        origin.answer("v");
        queued.assertCompleted();
    }

    @Test
    void limitThatShrinks_countsPermitsInUseAndLetsNoLoadInBeforeEnoughAreBack() {
        UniAssertSubscriber<Answer> first = get();
        UniAssertSubscriber<Answer> second = get();
        permits.resize(1, 1);
        UniAssertSubscriber<Answer> queued = get();
        get().assertFailedWith(LoadFailure.Shed.class);
        assertThat(permits.inside()).isEqualTo(2);

        first.cancel();
        assertThat(origin.queries()).isEqualTo(2);
        second.cancel();
        assertThat(origin.queries()).isEqualTo(3);
        assertThat(permits.inside()).isEqualTo(1);
        origin.answer("v");
        queued.assertCompleted();
    }

    @Test
    void queueThatShrinks_keepsItsLoadsAndTakesNoMore() {
        get();
        get();
        UniAssertSubscriber<Answer> queued = get();

        permits.resize(2, 0);

        get().assertFailedWith(LoadFailure.Shed.class);
        queued.assertNotTerminated();
        origin.answer("v");
        origin.answer("v");
        queued.assertCompleted();
    }

    @Test
    void responseThatHasArrived_freesThePermitBeforeItsLoadContinues() {
        List<Arrival> arrivals = new ArrayList<>();
        Gate early = gate(
                request -> {
                    arrivals.add(request.arrival());
                    return origin.load(request);
                },
                Lateness.OF_TIMERS);
        get(early);
        get(early);
        get(early);
        assertThat(origin.queries()).isEqualTo(2);

        arrivals.getFirst().arrived();

        assertThat(origin.queries()).as("the queued load has begun").isEqualTo(3);
        assertThat(permits.inside()).isEqualTo(2);
        arrivals.getFirst().arrived();
        assertThat(permits.inside()).as("a permit is returned once").isEqualTo(2);
    }

    /** The control: an origin that announces no arrival holds the permit until the load continues. */
    @Test
    void responseThatIsNotAnnounced_holdsThePermit() {
        get();
        get();
        get();

        assertThat(origin.queries()).isEqualTo(2);
        assertThat(permits.queued()).isEqualTo(1);
    }

    @Test
    void fullGateOfAProcessThatIsLate_isNotTheOrigins() {
        Gate late = gate(origin, Lateness.of(new SetLag().recent(Duration.ofMillis(100))));
        get();
        get();
        get();

        get(late).assertFailedWith(LoadFailure.Shed.class);
        LoadFailure.Shed shed = (LoadFailure.Shed) get(late).getFailure();
        assertThat(shed.late()).isTrue();
        assertThat(shed).hasMessageContaining("this process is late");
        assertThat(events.count(Event.SHED)).isEqualTo(2);
        assertThat(events.count(Event.SHED_LATE)).isEqualTo(2);
    }

    @Test
    void fullGateOfAProcessInTime_isTheOrigins() {
        get();
        get();
        get();

        LoadFailure.Shed shed = (LoadFailure.Shed) get().getFailure();

        assertThat(shed.late()).isFalse();
        assertThat(events.count(Event.SHED)).isEqualTo(1);
        assertThat(events.count(Event.SHED_LATE)).isZero();
    }

    @Test
    void eventLoopThatIsStopped_holdsOnePermitForAllOfItsQueuedLoads() {
        Permits shared = new Permits(2, 4);
        TwoLoops loops = new TwoLoops();
        Gate busy = new Gate(origin, shared, new Environment(time, time, () -> 0.5, loops), events);
        List<UniAssertSubscriber<Answer>> callers = new ArrayList<>();
        callers.add(get(busy));
        callers.add(get(busy));
        loops.use(loops.stopped);
        callers.add(get(busy));
        callers.add(get(busy));
        callers.add(get(busy));
        loops.use(loops.running);
        callers.add(get(busy));
        assertThat(shared.queued()).isEqualTo(4);

        loops.machine.pause();
        origin.answer("v");
        assertThat(origin.queries()).as("the load of the other loop has begun").isEqualTo(3);
        origin.answer("v");
        callers.add(get(busy));
        assertThat(origin.queries()).as("a permit is free for a new load").isEqualTo(4);
        assertThat(shared.inside()).isEqualTo(2);
        assertThat(shared.queued()).isEqualTo(2);

        loops.machine.resume();
        assertThat(origin.queries()).as("the load that received a permit").isEqualTo(5);
        origin.answer("v");
        assertThat(origin.queries()).as("the loads that were passed over").isEqualTo(7);
        origin.answer("v");
        callers.forEach(UniAssertSubscriber::assertCompleted);
        assertThat(shared.inside()).isZero();
        assertThat(shared.queued()).isZero();
    }

    @Test
    void loadThatIsPassedOver_entersWhenItsLoopRunsAgain() {
        Permits shared = new Permits(2, 4);
        TwoLoops loops = new TwoLoops();
        Gate busy = new Gate(origin, shared, new Environment(time, time, () -> 0.5, loops), events);
        get(busy);
        get(busy);
        loops.use(loops.stopped);
        get(busy);
        get(busy);

        loops.machine.pause();
        origin.answer("v");
        assertThat(origin.queries()).isEqualTo(2);
        assertThat(shared.inside()).isEqualTo(1);

        loops.machine.resume();
        assertThat(origin.queries()).isEqualTo(4);
        origin.answer("v");
        assertThat(shared.inside()).isZero();
    }

    /** The event loop that returns a permit does nothing for the caller of another one. */
    @Test
    void queuedWorkThatIsDropped_endsOnItsOwnLoop() {
        Permits shared = new Permits(1, 1);
        TwoLoops loops = new TwoLoops();
        Gate busy = new Gate(origin, shared, new Environment(time, time, () -> 0.5, loops), events);
        get(busy);
        loops.use(loops.stopped);
        UniAssertSubscriber<Answer> orphan = busy.load(
                        Request.of(new Key("c", "k")).onBehalfOf(() -> true))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());

        loops.machine.pause();
        origin.answer("v");
        orphan.assertNotTerminated();
        loops.machine.resume();

        orphan.assertFailedWith(LoadFailure.DeadlineExceeded.class);
        assertThat(shared.inside()).isZero();
    }

    /** Two event loops; one is stopped while its machine is paused. */
    private final class TwoLoops implements EventLoops {
        private final Machine machine = new Machine(time, 0, 0);
        private final Home running = new Home(Runnable::run, Runnable::run);
        private final Home stopped = new Home(machine::receive, Runnable::run);
        private Home current = running;

        void use(Home home) {
            current = home;
        }

        @Override
        public Home home() {
            return current;
        }

        @Override
        public void detached(Runnable task) {
            task.run();
        }
    }

    private Gate gate(Loader next, Lateness lateness) {
        Environment environment = new Environment(time, time, () -> 0.5, EventLoops.INLINE).with(lateness);
        return new Gate(next, permits, environment, events);
    }

    private static UniAssertSubscriber<Answer> get(Gate gate) {
        return gate.load(Request.of(new Key("c", "k"))).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private UniAssertSubscriber<Answer> get() {
        return gate.load(Request.of(new Key("c", "k"))).subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
