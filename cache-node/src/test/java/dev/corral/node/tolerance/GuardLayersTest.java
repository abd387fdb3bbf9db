package dev.corral.node.tolerance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.LoadFailure.OriginRefused;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.layer.Timeout;
import dev.corral.guard.policy.Verdict;
import dev.corral.guard.probe.Events;
import dev.corral.guard.redis.VertxEventLoops;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.runtime.Environment;
import dev.corral.node.testing.Await;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Tests of timeout and breaker on real event loops. */
class GuardLayersTest {

    private static final Request REQUEST = Request.of(new Key("swr", "key"));
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int WINDOW = 4;
    private static final Clock CLOCK = new Clock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long micros() {
            return System.nanoTime() / 1_000;
        }
    };

    private static final Vertx VERTX = Vertx.vertx();

    private final Environment environment =
            new Environment(CLOCK, ((VertxInternal) VERTX).getEventLoopGroup(), () -> 0.5, new VertxEventLoops(VERTX));
    private final AtomicInteger loads = new AtomicInteger();
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private final AtomicReference<Uni<Answer>> next = new AtomicReference<>();
    private final Loader inner = request -> {
        loads.incrementAndGet();
        return next.get();
    };

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void loadThatTakesTooLong_failsAndIsCancelled() {
        next.set(endless());
        Loader timeout = new Timeout(inner, Duration.ofMillis(50), environment);

        assertThatThrownBy(() -> load(timeout))
                .isInstanceOfSatisfying(
                        OriginFailed.class,
                        failure -> assertThat(failure.timedOut()).isTrue());
        assertThat(cancelled).succeedsWithin(LONG);
    }

    @Test
    void callerWhoLeaves_cancelsTheLoadBehindTheTimeout() {
        next.set(endless());
        Cancellable caller =
                new Timeout(inner, LONG, environment).load(REQUEST).subscribe().with(answer -> {});

        caller.cancel();

        assertThat(cancelled).succeedsWithin(LONG);
    }

    @Test
    void loadInTime_passesWithItsOutcome() {
        Loader timeout = new Timeout(inner, LONG, environment);
        next.set(found());
        assertThat(load(timeout).content()).isInstanceOf(Content.Absent.class);

        next.set(failing());
        assertThatThrownBy(() -> load(timeout)).isInstanceOf(OriginFailed.class).hasMessageContaining("status 500");
    }

    @Test
    void outcome_comesBackOnItsCallersLoopInItsCallersContext() {
        ContextInternal caller =
                ((VertxInternal) VERTX).createEventLoopContext().duplicate();
        CompletableFuture<Context> inTime = new CompletableFuture<>();
        CompletableFuture<Thread> late = new CompletableFuture<>();

        caller.runOnContext(ignored -> {
            new Timeout(request -> found(), LONG, environment)
                    .load(REQUEST)
                    .subscribe()
                    .with(each -> inTime.complete(Vertx.currentContext()));
            new Timeout(request -> endless(), Duration.ofMillis(20), environment)
                    .load(REQUEST)
                    .subscribe()
                    .with(each -> {}, timeout -> late.complete(Thread.currentThread()));
        });

        assertThat(inTime).succeedsWithin(LONG).isSameAs(caller);
        assertThat(late).succeedsWithin(LONG).matches(caller.nettyEventLoop()::inEventLoop);
    }

    @Test
    void originThatKeepsFailing_isNotAskedWhileTheBreakerIsOpen() {
        Loader breaker = breaker(LONG);
        failForManyKeys(breaker);

        assertThatThrownBy(() -> load(breaker)).isInstanceOfSatisfying(OriginRefused.class, refusal -> {
            assertThat(refusal.asked()).isFalse();
            assertThat(refusal.retryAfter()).isEqualTo(LONG);
        });
        assertThat(loads).hasValue(WINDOW);
    }

    /** The test above is its control: as many failures, but of different keys. */
    @Test
    void oneKeyThatKeepsFailing_leavesTheOthersTheirOrigin() {
        Loader breaker = breaker(LONG);
        next.set(failing());
        for (int each = 0; each < 3 * WINDOW; each++) {
            assertThatThrownBy(() -> load(breaker)).isInstanceOf(OriginFailed.class);
        }

        next.set(found());

        assertThat(load(breaker, request(1)).content()).isInstanceOf(Content.Absent.class);
        assertThat(loads).hasValue(3 * WINDOW + 1);
    }

    @Test
    void keyThatFailsAlone_isRefusedTooWhileTheBreakerIsOpen() {
        Loader breaker = breaker(LONG);
        failForManyKeys(breaker);

        assertThatThrownBy(() -> load(breaker, request(WINDOW - 1))).isInstanceOf(OriginRefused.class);
        assertThat(loads).hasValue(WINDOW);
    }

    private void failForManyKeys(Loader breaker) {
        next.set(failing());
        for (int each = 0; each < WINDOW; each++) {
            Request request = request(each);
            assertThatThrownBy(() -> load(breaker, request)).isInstanceOf(OriginFailed.class);
        }
    }

    @Test
    void failuresThatAreNotTheOrigins_leaveTheBreakerClosed() {
        next.set(Uni.createFrom().failure(new LoadFailure.Shed("the gate and its queue are full", LONG)));
        Loader breaker = breaker(LONG);

        for (int each = 0; each < 3 * WINDOW; each++) {
            assertThatThrownBy(() -> load(breaker)).isInstanceOf(LoadFailure.Shed.class);
        }

        assertThat(loads).hasValue(3 * WINDOW);
    }

    /** Half of the loads that reached the origin have failed, but only a small part of all loads. */
    @Test
    void failuresAmongManyShedLoads_openTheBreaker() {
        Loader breaker = breaker(LONG);
        for (int each = 0; each < WINDOW; each++) {
            Request request = request(each);
            next.set(each % 2 == 0 ? found() : failing());
            breaker.load(request).onFailure().recoverWithNull().await().atMost(LONG);
            next.set(Uni.createFrom().failure(new LoadFailure.Shed("the gate and its queue are full", LONG)));
            for (int shed = 0; shed < 10; shed++) {
                assertThatThrownBy(() -> load(breaker)).isInstanceOf(LoadFailure.Refusal.class);
            }
        }

        assertThatThrownBy(() -> load(breaker)).isInstanceOf(OriginRefused.class);
    }

    @Test
    void trialWhoseCallerLeaves_doesNotHoldTheBreakerHalfOpenForEver() {
        Loader breaker = breaker(Duration.ofMillis(1));
        failForManyKeys(breaker);
        next.set(endless());
        Await.until("a trial is let through", () -> {
            Cancellable trial = breaker.load(REQUEST).subscribe().with(answer -> {}, refused -> {});
            trial.cancel();
            return cancelled.isDone();
        });

        next.set(found());

        assertThat(load(breaker).content()).isInstanceOf(Content.Absent.class);
    }

    private Loader breaker(Duration pause) {
        return new Breaker(new BreakerSettings(WINDOW, 0.5, pause), Verdict.ofOrigin(), "swr", CLOCK, Events.NONE, true)
                .around(inner);
    }

    private static Answer load(Loader loader) {
        return load(loader, REQUEST);
    }

    private static Answer load(Loader loader, Request request) {
        return loader.load(request).await().atMost(LONG);
    }

    private static Request request(int key) {
        return Request.of(new Key("swr", "key-" + key));
    }

    private static Uni<Answer> found() {
        return Uni.createFrom().item(() -> Answer.loaded(Content.ABSENT));
    }

    private static Uni<Answer> failing() {
        return Uni.createFrom().failure(() -> new OriginFailed("status 500", null));
    }

    private Uni<Answer> endless() {
        return Uni.createFrom().<Answer>nothing().onCancellation().invoke(() -> cancelled.complete(null));
    }
}
