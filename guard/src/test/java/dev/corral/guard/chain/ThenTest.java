package dev.corral.guard.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class ThenTest {

    private static final BiFunction<String, Throwable, Uni<String>> SAY =
            (item, failure) -> new Ready<>(failure == null ? item + "!" : failure.getMessage());

    private final AtomicReference<UniEmitter<? super String>> emitter = new AtomicReference<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final Uni<String> later = Uni.createFrom().<String>emitter(each -> {
        emitter.set(each);
        each.onTermination(() -> cancelled.set(true));
    });

    @Test
    void itemThatIsThere_isSteppedOnFromAtOnce() {
        assertThat(Then.from(new Ready<>("a"), SAY))
                .isInstanceOfSatisfying(
                        Ready.class, ready -> assertThat(ready.item()).isEqualTo("a!"));
    }

    @Test
    void itemThatComes_isSteppedOnFrom() {
        UniAssertSubscriber<String> caller = subscribe(Then.from(later, SAY));
        caller.assertNotTerminated();

        emitter.get().complete("a");

        caller.assertCompleted().assertItem("a!");
    }

    @Test
    void absentItem_isOneTooAndNoFailure() {
        Uni<String> nothing = Uni.createFrom().nullItem();

        assertThat(Then.from(nothing, SAY).await().indefinitely()).isEqualTo("null!");
    }

    @Test
    void failure_isSteppedOnFrom() {
        UniAssertSubscriber<String> caller = subscribe(Then.from(later, SAY));

        emitter.get().fail(new IllegalStateException("broken"));

        caller.assertCompleted().assertItem("broken");
    }

    @Test
    void stepThatTakesTime_isWaitedFor() {
        UniAssertSubscriber<String> caller =
                subscribe(Then.from(Uni.createFrom().item("a"), (item, failure) -> later));

        emitter.get().complete("b");

        caller.assertCompleted().assertItem("b");
    }

    @Test
    void stepThatFails_isTheFailure() {
        subscribe(Then.from(Uni.createFrom().item("a"), (item, failure) -> {
                    throw new IllegalStateException("thrown");
                }))
                .assertFailedWith(IllegalStateException.class, "thrown");
        subscribe(Then.from(
                        Uni.createFrom().item("a"),
                        (item, failure) -> Uni.createFrom().failure(new IllegalStateException("told"))))
                .assertFailedWith(IllegalStateException.class, "told");
    }

    @Test
    void whoLeavesBeforeTheStep_endsTheSourceAndTakesNoStep() {
        AtomicInteger steps = new AtomicInteger();
        UniAssertSubscriber<String> caller = subscribe(Then.from(later, (item, failure) -> {
            steps.incrementAndGet();
            return new Ready<>(item);
        }));

        caller.cancel();
        emitter.get().complete("late");

        assertThat(cancelled).isTrue();
        assertThat(steps).hasValue(0);
        caller.assertNotTerminated();
    }

    @Test
    void whoLeavesDuringTheStep_endsWhatItBegan() {
        UniAssertSubscriber<String> caller =
                subscribe(Then.from(Uni.createFrom().item("a"), (item, failure) -> later));

        caller.cancel();

        assertThat(cancelled).isTrue();
        caller.assertNotTerminated();
    }

    @Test
    void whoLeavesWhileTheStepIsTaken_endsWhatItBeginsThen() {
        UniAssertSubscriber<String> caller = UniAssertSubscriber.create();

        Then.from(Uni.createFrom().item("a"), (item, failure) -> {
                    caller.cancel();
                    return later;
                })
                .subscribe()
                .withSubscriber(caller);

        assertThat(cancelled).isTrue();
        caller.assertNotTerminated();
    }

    private static <T> UniAssertSubscriber<T> subscribe(Uni<T> uni) {
        return uni.subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
