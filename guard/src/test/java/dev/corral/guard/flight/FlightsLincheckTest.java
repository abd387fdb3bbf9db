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
 * The flight registry in a model checker, which tries the interleavings of its callers, one thread switch after
 * another. The results of the calls must match some sequential order of the calls.
 *
 * @see <a href="https://github.com/JetBrains/lincheck">Lincheck</a>
 */
class FlightsLincheckTest {

    private static final Key KEY = new Key("c", "k");

    /**
     * The operations on the flights of a key. The result of an operation shows which caller leads, and how many callers
     * received an outcome.
     */
    public abstract static class Airfield {

        private final ThreadLocal<Integer> told = ThreadLocal.withInitial(() -> 0);

        /** Joins or starts a flight; returns whether this caller leads it. */
        @Operation
        public abstract boolean join();

        /** Completes the flight in progress with an answer. */
        abstract void answer(Answer answer);

        /** Ends every flight. */
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

    /** A caller that receives an outcome. */
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

    /** The registry of the library. */
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
            layer.join(Request.of(KEY), new Caller(this::told));
            return leads.get();
        }

        @Override
        void answer(Answer answer) {
            Flight flight = flights.of(KEY);
            if (flight != null) {
                flights.complete(flight, answer, null);
            }
        }

        @Override
        void stop() {
            flights.abandonAll();
        }
    }

    /** A registry of this test, which is the same except for one step. */
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
                    own.join(caller);
                    if (register(own)) {
                        return true;
                    }
                    own.discard();
                } else if (flight.join(caller) == Flight.Joining.JOINED) {
                    return false;
                }
            }
        }

        @Override
        void answer(Answer answer) {
            Flight flight = underWay.get(KEY);
            if (flight != null) {
                remove(flight);
                flight.complete(answer, null);
            }
        }

        @Override
        void stop() {
            Flight flight = underWay.get(KEY);
            if (flight != null) {
                remove(flight);
                flight.complete(null, new LoadFailure.DeadlineExceeded());
            }
        }
    }

    /** Checks whether there is a flight, then registers its own: two callers may do so at once. */
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

    /** Removes the flight that is registered, which may be the next one. */
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
    void everyInterleaving_fitsSomeOrderOfTheCalls() {
        options().check(Real.class);
    }

    /** The control: the checker finds a registry with one wrong step. */
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
                // The checker uses such a map for its own state and fails on one that it checks.
                .addGuarantee(
                        forClasses(IdentityHashMap.class.getName()).allMethods().ignore());
    }
}
