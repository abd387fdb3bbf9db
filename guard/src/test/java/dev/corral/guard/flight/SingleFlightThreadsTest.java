package dev.corral.guard.flight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.chain.RunningLoads;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.Recorder;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Single-flight on real threads that start together at a barrier. */
class SingleFlightThreadsTest {

    private static final Flights.Bounds BOUNDS = new Flights.Bounds(Duration.ofMinutes(1), 100, 10_000);

    private static final int THREADS = 4;
    private static final int ROUNDS = 300;
    private static final int KILLS = 10;
    private static final int GETS = 1_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Environment environment = new Environment(new RealClock(), quiet(), () -> 0.5, EventLoops.INLINE);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        environment.scheduler().shutdownNow();
    }

    @Test
    void racingCallers_shareOneQueryInEveryRound() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            HeldOrigin origin = new HeldOrigin();
            SingleFlight layer = new SingleFlight(origin, flights(), BOUNDS, new RunningLoads());
            List<UniAssertSubscriber<Answer>> callers = together(each -> layer.load(Request.of(new Key("c", "k"))));
            assertThat(origin.queries()).isEqualTo(1);
            origin.answer("v");
            callers.forEach(UniAssertSubscriber::assertCompleted);
            assertThat(callers)
                    .as("one led")
                    .filteredOn(caller -> caller.getItem().source() == Source.ORIGIN)
                    .hasSize(1);
        }
    }

    @Test
    void whoLosesTheRaceToLead_leavesNoTimerBehind() throws Exception {
        Request request = Request.of(new Key("c", "k"))
                .by(environment.clock().nanos() + Duration.ofMinutes(1).toNanos());
        for (int round = 0; round < ROUNDS; round++) {
            HeldOrigin origin = new HeldOrigin();
            SingleFlight layer = new SingleFlight(origin, flights(), BOUNDS, new RunningLoads());
            List<UniAssertSubscriber<Answer>> callers = together(each -> layer.load(request));
            origin.answer("v");
            callers.forEach(UniAssertSubscriber::assertCompleted);
        }
        assertThat(((ScheduledThreadPoolExecutor) environment.scheduler()).getQueue())
                .isEmpty();
    }

    @Test
    void landingAgainstBoarding_losesNobody() throws Exception {
        Flights flights = flights();
        for (int round = 0; round < ROUNDS; round++) {
            HeldOrigin origin = new HeldOrigin();
            SingleFlight layer = new SingleFlight(origin, flights, BOUNDS, new RunningLoads());
            UniAssertSubscriber<Answer> leader =
                    layer.load(Request.of(new Key("c", "k"))).subscribe().withSubscriber(UniAssertSubscriber.create());
            List<UniAssertSubscriber<Answer>> callers = together(each -> {
                if (each == 0) {
                    origin.answer("v");
                }
                return layer.load(Request.of(new Key("c", "k")));
            });
            // A caller that arrives after the flight has completed leads a new one.
            origin.answer("v");
            leader.assertCompleted();
            callers.forEach(UniAssertSubscriber::assertCompleted);
            assertThat(flights.size()).isZero();
        }
    }

    @Test
    void callersThatLeave_whileItLandsLeaveACleanFlight() throws Exception {
        Flights flights = flights();
        for (int round = 0; round < ROUNDS; round++) {
            HeldOrigin origin = new HeldOrigin();
            SingleFlight layer = new SingleFlight(origin, flights, BOUNDS, new RunningLoads());
            List<UniAssertSubscriber<Answer>> joined = new ArrayList<>();
            for (int each = 0; each < THREADS; each++) {
                joined.add(layer.load(Request.of(new Key("c", "k")))
                        .subscribe()
                        .withSubscriber(UniAssertSubscriber.create()));
            }
            together(each -> {
                if (each == 0) {
                    origin.answer("v");
                } else {
                    joined.get(each).cancel();
                }
                return Uni.createFrom().nullItem();
            });
            joined.getFirst().assertCompleted();
            assertThat(flights.size()).isZero();
        }
    }

    @Test
    void flightAbandonedWhileCallersBoard_everyGetIsAnsweredByTwoQueriesAtMost() throws Exception {
        Flights flights = flights();
        for (int round = 0; round < KILLS; round++) {
            HeldOrigin origin = new HeldOrigin();
            SingleFlight layer = new SingleFlight(origin, flights, BOUNDS, new RunningLoads());
            List<UniAssertSubscriber<List<Answer>>> clients = together(each -> {
                if (each == 0) {
                    Thread.onSpinWait();
                    flights.abandonAll();
                }
                return asMany(layer);
            });
            origin.answer("v");
            clients.forEach(client ->
                    assertThat(client.awaitItem().getItem()).hasSize(GETS).allMatch(SingleFlightThreadsTest::isTheRow));
            assertThat(origin.queries()).isBetween(1, 2);
            assertThat(flights.size()).isZero();
        }
    }

    /** The control: without the layer, each get is a query. */
    @Test
    void withoutTheLayer_everyGetIsAQuery() throws Exception {
        HeldOrigin origin = new HeldOrigin();
        List<UniAssertSubscriber<List<Answer>>> clients = together(each -> asMany(origin));
        assertThat(origin.queries()).isEqualTo(THREADS * GETS);
        origin.answer("v");
        clients.forEach(UniAssertSubscriber::awaitItem);
    }

    /** A thousand gets of one client, each repeated if its flight was abandoned. */
    private static Uni<List<Answer>> asMany(Loader loader) {
        List<Uni<Answer>> gets = new ArrayList<>();
        for (int each = 0; each < GETS; each++) {
            gets.add(loader.load(Request.of(new Key("c", "k")))
                    .onFailure(LoadFailure.Shed.class)
                    .retry()
                    .atMost(2));
        }
        return Uni.join().all(gets).andCollectFailures();
    }

    private static boolean isTheRow(Answer answer) {
        return HeldOrigin.text(answer).equals("v");
    }

    @Test
    void callersOfOneLoop_areResumedInOneHop() {
        AtomicInteger hops = new AtomicInteger();
        EventLoops.Home home = new EventLoops.Home(
                task -> {
                    hops.incrementAndGet();
                    task.run();
                },
                Runnable::run);
        EventLoops loops = new EventLoops() {
            @Override
            public Home home() {
                return home;
            }

            @Override
            public void detached(Runnable task) {
                task.run();
            }
        };
        VirtualTime time = new VirtualTime();
        HeldOrigin origin = new HeldOrigin();
        SingleFlight layer = new SingleFlight(
                origin,
                new Flights(new Environment(time, time, () -> 0.5, loops), new Recorder()),
                BOUNDS,
                new RunningLoads());
        for (int each = 0; each < 50; each++) {
            layer.load(Request.of(new Key("c", "k"))).subscribe().with(ignored -> {});
        }

        origin.answer("v");

        assertThat(hops).hasValue(1);
    }

    private interface Part<T> {
        Uni<T> play(int thread);
    }

    private <T> List<UniAssertSubscriber<T>> together(Part<T> part) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(THREADS);
        List<Future<UniAssertSubscriber<T>>> parts = new ArrayList<>();
        for (int each = 0; each < THREADS; each++) {
            int thread = each;
            parts.add(threads.submit(() -> {
                barrier.await(10, TimeUnit.SECONDS);
                return part.play(thread).subscribe().withSubscriber(UniAssertSubscriber.<T>create());
            }));
        }
        List<UniAssertSubscriber<T>> callers = new ArrayList<>();
        for (Future<UniAssertSubscriber<T>> each : parts) {
            callers.add(each.get(10, TimeUnit.SECONDS));
        }
        return callers;
    }

    private Flights flights() {
        return new Flights(environment, new Recorder());
    }

    private static java.util.concurrent.ScheduledThreadPoolExecutor quiet() {
        var scheduler = new java.util.concurrent.ScheduledThreadPoolExecutor(1);
        scheduler.setRemoveOnCancelPolicy(true);
        return scheduler;
    }

    private record RealClock() implements Clock {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long micros() {
            return System.nanoTime() / 1_000;
        }
    }
}
