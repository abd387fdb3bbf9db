package dev.corral.guard.flight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.chain.RunningLoads;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.core.Request;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Quantity;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.Recorder;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

    private static final Key KEY = new Key("c", "k");
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Flights.Bounds BOUNDS = new Flights.Bounds(LIMIT, 2, 100);

    private final VirtualTime time = new VirtualTime();
    private final Recorder events = new Recorder();
    private final HeldOrigin origin = new HeldOrigin();
    private final Flights flights = new Flights(new Environment(time, time, () -> 0.5, EventLoops.INLINE), events);
    private final RunningLoads running = new RunningLoads();
    private final SingleFlight layer = new SingleFlight(origin, flights, BOUNDS, running);

    @AfterEach
    void nothing_is_left_over() {
        assertThat(flights.size()).isZero();
        assertThat(running.any()).as("loads that are counted").isFalse();
        assertThat(time.pending()).as("timers").isZero();
    }

    @Test
    void hundredCallers_shareOneQuery() {
        List<UniAssertSubscriber<Answer>> callers =
                IntStream.range(0, 100).mapToObj(each -> get(KEY)).toList();
        assertThat(origin.queries()).isEqualTo(1);

        origin.answer("v");

        callers.forEach(caller ->
                assertThat(HeldOrigin.text(caller.assertCompleted().getItem())).isEqualTo("v"));
        assertThat(callers.getFirst().getItem().source()).isEqualTo(Source.ORIGIN);
        assertThat(callers.subList(1, 100)).allMatch(caller -> caller.getItem().source() == Source.FLIGHT);
        assertThat(events.values(Quantity.CALLERS_OF_A_FLIGHT)).containsExactly(100.0);
    }

    @Test
    void personalAnswer_goesToItsLeaderAndTheOthersLoadForThemselves() {
        List<UniAssertSubscriber<Answer>> callers =
                IntStream.range(0, 3).mapToObj(each -> get(KEY)).toList();
        origin.answer(passed(true));

        callers.getFirst().assertCompleted();
        callers.subList(1, 3).forEach(UniAssertSubscriber::assertNotTerminated);
        assertThat(origin.queries()).isEqualTo(3);
        origin.answer(passed(true));
        assertThat(callers)
                .allMatch(caller -> caller.assertCompleted().getItem().source() == Source.ORIGIN);
    }

    @Test
    void keyOfAPersonalAnswer_isLoadedSideBySideForASecond() {
        get(KEY);
        origin.answer(passed(true));

        get(KEY);
        get(KEY);
        assertThat(origin.queries()).isEqualTo(3);
        origin.answer(passed(true));

        time.advance(Duration.ofSeconds(1));
        get(KEY);
        get(KEY);
        assertThat(origin.queries()).isEqualTo(4);
        origin.answer("shared again");
    }

    @Test
    void passedAnswer_thatIsNotPersonalIsShared() {
        get(KEY);
        UniAssertSubscriber<Answer> follower = get(KEY);
        origin.answer(passed(false));

        assertThat(follower.assertCompleted().getItem().source()).isEqualTo(Source.FLIGHT);
        assertThat(origin.queries()).isEqualTo(1);
    }

    @Test
    void processThatEnds_endsEveryQueryAndSendsItsCallersElsewhere() {
        UniAssertSubscriber<Answer> caller = get(KEY);
        UniAssertSubscriber<Answer> other = get(new Key("c", "other"));

        flights.abandonAll();

        caller.assertFailedWith(LoadFailure.Shed.class, "this process stops");
        other.assertFailedWith(LoadFailure.Shed.class, "this process stops");
        assertThat(origin.cancelled()).isEqualTo(2);
        assertThat(events.count(Event.FLIGHT_EXPIRED)).isEqualTo(2);
    }

    @Test
    void callerWhoLoadsAlone_endsItsOwnQueryWhenItLeaves() {
        get(KEY);
        UniAssertSubscriber<Answer> follower = get(KEY);
        origin.answer(passed(true));

        follower.cancel();

        assertThat(origin.cancelled()).isEqualTo(1);
        assertThat(origin.inProgress()).isZero();
    }

    private static Content passed(boolean personal) {
        return new Content.Passed(302, Map.of("location", "/there"), new byte[0], personal);
    }

    @Test
    void failure_reachesEveryoneAndIsNotKept() {
        UniAssertSubscriber<Answer> leader = get(KEY);
        UniAssertSubscriber<Answer> follower = get(KEY);
        LoadFailure failure = new LoadFailure.OriginFailed("500", null);

        origin.fail(failure);

        assertThat(leader.assertFailed().getFailure()).isSameAs(failure);
        assertThat(follower.assertFailed().getFailure()).isSameAs(failure);
        UniAssertSubscriber<Answer> later = get(KEY);
        origin.answer("v");
        later.assertCompleted();
    }

    @Test
    void leadersCaller_leavesAndTheLoadGoesOnForTheRest() {
        UniAssertSubscriber<Answer> leader = get(KEY);
        UniAssertSubscriber<Answer> follower = get(KEY);

        leader.cancel();
        assertThat(origin.cancelled()).isZero();
        origin.answer("v");

        follower.assertCompleted();
        assertThat(origin.queries()).isEqualTo(1);
    }

    @Test
    void everybodyLeft_isSeenByTheLoad() {
        Request[] passed = new Request[1];
        SingleFlight seen = new SingleFlight(
                request -> {
                    passed[0] = request;
                    return origin.load(request);
                },
                flights,
                BOUNDS,
                running);
        UniAssertSubscriber<Answer> caller =
                seen.load(Request.of(KEY)).subscribe().withSubscriber(UniAssertSubscriber.create());
        assertThat(passed[0].callers().gone()).isFalse();

        caller.cancel();

        assertThat(passed[0].callers().gone()).isTrue();
        origin.answer("v");
    }

    @Test
    void caller_isAnsweredByItsDeadlineWhileTheLoadGoesOn() {
        UniAssertSubscriber<Answer> hasty =
                get(Request.of(KEY).by(Duration.ofSeconds(1).toNanos()));
        UniAssertSubscriber<Answer> patient =
                get(Request.of(KEY).by(Duration.ofSeconds(3).toNanos()));

        time.advance(Duration.ofMillis(999));
        hasty.assertNotTerminated();
        time.advance(Duration.ofMillis(1));
        hasty.assertFailedWith(LoadFailure.DeadlineExceeded.class);
        patient.assertNotTerminated();

        origin.answer("v");
        patient.assertCompleted();
        assertThat(events.count(Event.CALLER_EXPIRED)).isEqualTo(1);
    }

    @Test
    void earlierDeadline_thatBoardsLaterIsKeptToo() {
        get(Request.of(KEY).by(Duration.ofSeconds(3).toNanos()));
        UniAssertSubscriber<Answer> hasty =
                get(Request.of(KEY).by(Duration.ofSeconds(1).toNanos()));

        time.advance(Duration.ofSeconds(1));

        hasty.assertFailedWith(LoadFailure.DeadlineExceeded.class);
        origin.answer("v");
    }

    @Test
    void flightPastItsLimit_isEndedAndSoIsItsQuery() {
        UniAssertSubscriber<Answer> caller = get(KEY);

        time.advance(LIMIT);

        caller.assertFailedWith(LoadFailure.DeadlineExceeded.class);
        assertThat(origin.cancelled()).isEqualTo(1);
        assertThat(events.count(Event.FLIGHT_EXPIRED)).isEqualTo(1);
    }

    @Test
    void refresh_findsAFlightAndBeginsNothing() {
        UniAssertSubscriber<Answer> miss = get(KEY);

        UniAssertSubscriber<Answer> refresh = get(refresh());

        assertThat(refresh.assertCompleted().getItem().stale()).isTrue();
        assertThat(events.count(Event.REFRESH_SKIPPED)).isEqualTo(1);
        assertThat(origin.queries()).isEqualTo(1);
        origin.answer("v");
        miss.assertCompleted();
    }

    @Test
    void miss_joinsTheFlightOfARefresh() {
        get(refresh());
        UniAssertSubscriber<Answer> miss = get(KEY);

        origin.answer("v");

        assertThat(miss.assertCompleted().getItem().source()).isEqualTo(Source.FLIGHT);
        assertThat(origin.queries()).isEqualTo(1);
    }

    @Test
    void forgottenFlight_keepsItsCallersAndTakesNoNewOnes() {
        UniAssertSubscriber<Answer> before = get(KEY);
        flights.forget(KEY);
        UniAssertSubscriber<Answer> after = get(KEY);
        assertThat(origin.queries()).isEqualTo(2);

        origin.answer("v");

        before.assertCompleted();
        after.assertCompleted();
    }

    @Test
    void oneFlightTooMany_isShed() {
        get(new Key("c", "1"));
        get(new Key("c", "2"));

        get(new Key("c", "3")).assertFailedWith(LoadFailure.Shed.class);

        assertThat(events.count(Event.FLIGHTS_FULL)).isEqualTo(1);
        origin.answer("v");
    }

    @Test
    void oneCallerTooMany_isShed() {
        IntStream.range(0, 100).forEach(each -> get(KEY));

        get(KEY).assertFailedWith(LoadFailure.Shed.class);

        origin.answer("v");
    }

    @Test
    void loaderThatThrows_failsItsCallers() {
        SingleFlight broken = new SingleFlight(
                request -> {
                    throw new IllegalStateException("broken");
                },
                flights,
                BOUNDS,
                running);
        broken.load(Request.of(KEY))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .assertFailedWith(IllegalStateException.class, "broken");
    }

    private UniAssertSubscriber<Answer> get(Key key) {
        return get(Request.of(key));
    }

    private UniAssertSubscriber<Answer> get(Request request) {
        return layer.load(request).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static Request refresh() {
        Entry seen = new Entry(Content.ABSENT, 1, 0, Limits.hard(Duration.ofSeconds(1)), Duration.ZERO);
        return Request.of(KEY).refreshing(seen, Purpose.REFRESH);
    }
}
