package dev.corral.guard.flight;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import dev.corral.guard.chain.RunningLoads;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.Request;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The flight registry under a model checker that tries the interleavings of its callers, one switch after another: what
 * each was answered must fit some order of their calls.
 *
 * @see <a href="https://github.com/JetBrains/lincheck">Lincheck</a>
 */
class FlightsLincheckTest {

    private static final Key KEY = new Key("c", "k");

    /** What happens to a key's flights. An operation's result says who led, and how many an outcome has reached. */
    public abstract static class Airfield {

        private final ThreadLocal<Integer> told = ThreadLocal.withInitial(() -> 0);

        /** Whether this caller leads a load of its own. */
        @Operation
        public abstract boolean join();

        /** An answer for the flight under way. */
        abstract void answer(Answer answer);

        /** The end of every flight. */
        abstract void stop();

        @Operation
        public int answered() {
            return toldBy(() -> answer(Answer.loaded(Content.ABSENT)));
        }

        @Operation
        public int stopped() {
            return toldBy(this::stop);
        }

        final void told() {
            told.set(told.get() + 1);
        }

        private int toldBy(Runnable outcome) {
            told.set(0);
            outcome.run();
            return told.get();
        }
    }

    /** Who is told an outcome. */
    private record Caller(Runnable told) implements UniEmitter<Answer> {
        @Override
        public void complete(Answer answer) {
            told.run();
        }

        @Override
        public void fail(Throwable failure) {
            told.run();
        }

        @Override
        public UniEmitter<Answer> onTermination(Runnable leaving) {
            return this;
        }
    }

    /** The registry as it is. */
    public static class Real extends Airfield {

        private static final Flights.Bounds BOUNDS = new Flights.Bounds(Duration.ofMinutes(1), 10, 10);

        private static final VirtualTime TIME = new VirtualTime();
        private static final Environment TIMERLESS =
                new Environment(TIME, new Timerless(), () -> 0.5, EventLoops.INLINE);

        private final Flights flights = new Flights(TIMERLESS, Events.NONE);

        @Override
        public boolean join() {
            AtomicBoolean leads = new AtomicBoolean();
            SingleFlight layer = new SingleFlight(
                    request -> {
                        leads.set(true);
                        return Uni.createFrom().nothing();
                    },
                    flights,
                    BOUNDS,
                    new RunningLoads());
            layer.board(Request.of(KEY), new Caller(this::told));
            return leads.get();
        }

        @Override
        void answer(Answer answer) {
            Flight flight = flights.of(KEY);
            if (flight != null) {
                flights.land(flight, answer, null);
            }
        }

        @Override
        void stop() {
            flights.abandonAll();
        }
    }

    /** A registry of one's own, the same but for one step. */
    private abstract static class Wrong extends Airfield {

        private final Deadlines none = new Deadlines(Real.TIMERLESS, flight -> {});
        final ConcurrentHashMap<Key, Flight> underWay = new ConcurrentHashMap<>();

        abstract boolean register(Flight flight);

        abstract void remove(Flight flight);

        @Override
        public boolean join() {
            return leads(new Follower(new Caller(this::told), EventLoops.INLINE.home(), Long.MAX_VALUE, () -> {}));
        }

        private boolean leads(Follower caller) {
            while (true) {
                Flight flight = underWay.get(KEY);
                if (flight == null) {
                    Flight own = new Flight(KEY, 10, none, () -> {});
                    own.board(caller);
                    if (register(own)) {
                        return true;
                    }
                    own.dismiss();
                } else if (flight.board(caller) == Flight.Boarding.ABOARD) {
                    return false;
                }
            }
        }

        @Override
        void answer(Answer answer) {
            Flight flight = underWay.get(KEY);
            if (flight != null) {
                remove(flight);
                flight.land(answer, null);
            }
        }

        @Override
        void stop() {
            Flight flight = underWay.get(KEY);
            if (flight != null) {
                remove(flight);
                flight.land(null, new LoadFailure.DeadlineExceeded());
            }
        }
    }

    /** Looks whether there is a flight, then puts its own: two may do so at once. */
    public static class CheckedThenPut extends Wrong {
        @Override
        boolean register(Flight flight) {
            underWay.put(KEY, flight);
            return true;
        }

        @Override
        void remove(Flight flight) {
            underWay.remove(KEY, flight);
        }
    }

    /** Removes whatever flight stands there: perhaps the next one. */
    public static class RemovedByKey extends Wrong {
        @Override
        boolean register(Flight flight) {
            return underWay.putIfAbsent(KEY, flight) == null;
        }

        @Override
        void remove(Flight flight) {
            underWay.remove(KEY);
        }
    }

    @Test
    void everyInterleaving_fits_some_order_of_the_calls() {
        options().check(Real.class);
    }

    /** The control: a registry with one step done wrong is found out. */
    @ParameterizedTest
    @ValueSource(classes = {CheckedThenPut.class, RemovedByKey.class})
    void oneStepWrong_isFoundOut(Class<?> wrong) {
        assertThatThrownBy(() -> options().check(wrong)).isInstanceOf(LincheckAssertionError.class);
    }

    private static ModelCheckingOptions options() {
        return new ModelCheckingOptions()
                .threads(2)
                .actorsBefore(1)
                .actorsPerThread(2)
                .actorsAfter(1)
                .iterations(10)
                .invocationsPerIteration(100)
                .minimizeFailedScenario(false)
                .addGuarantee(forClasses(name -> name.startsWith("io.smallrye.mutiny."))
                        .allMethods()
                        .ignore())
                // The checker keeps its own books in such a map and stumbles over one that it checks.
                .addGuarantee(
                        forClasses(IdentityHashMap.class.getName()).allMethods().ignore());
    }
}
