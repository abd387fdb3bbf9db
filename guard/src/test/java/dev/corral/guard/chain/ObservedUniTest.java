package dev.corral.guard.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObservedUniTest {

    private final List<String> seen = new ArrayList<>();
    private final List<Throwable> dropped = new ArrayList<>();
    private final Unruly pending = new Unruly();

    /** A result that ends as often as the test says, even after its caller has cancelled. */
    private static final class Unruly extends AbstractUni<String> {
        private UniSubscriber<? super String> subscriber;
        private int cancellations;

        @Override
        public void subscribe(UniSubscriber<? super String> newSubscriber) {
            subscriber = newSubscriber;
            newSubscriber.onSubscribe(() -> cancellations++);
        }
    }

    private static final class Noted extends ObservedUni<String> {
        private final List<String> notes;

        Noted(Uni<String> pending, List<String> notes) {
            super(pending);
            this.notes = notes;
        }

        @Override
        protected void arrived(String item) {
            notes.add("observed " + item);
        }

        @Override
        protected void failed(Throwable failure) {
            notes.add("observed " + failure.getMessage());
        }

        @Override
        protected void cancelled() {
            notes.add("observed the cancellation");
        }
    }

    @BeforeEach
    void listen() {
        Infrastructure.setDroppedExceptionHandler(dropped::add);
    }

    @AfterEach
    void leave() {
        Infrastructure.resetDroppedExceptionHandler();
    }

    @Test
    void item_isObservedOnceAndBeforeTheCallerReceivesIt() {
        subscribe(Context.empty());

        pending.subscriber.onItem("a");
        pending.subscriber.onItem("b");
        pending.subscriber.onFailure(new IllegalStateException("late"));

        assertThat(seen).containsExactly("observed a", "received a");
        assertThat(dropped).singleElement().satisfies(late -> assertThat(late).hasMessage("late"));
    }

    @Test
    void failure_isObservedOnceAndBeforeTheCallerReceivesIt() {
        subscribe(Context.empty());

        pending.subscriber.onFailure(new IllegalStateException("broken"));
        pending.subscriber.onFailure(new IllegalStateException("late"));
        pending.subscriber.onItem("a");

        assertThat(seen).containsExactly("observed broken", "received broken");
        assertThat(dropped).singleElement().satisfies(late -> assertThat(late).hasMessage("late"));
    }

    @Test
    void cancellation_isObservedOnceAndEndsThePendingResult() {
        UniAssertSubscriber<String> caller = subscribe(Context.empty());

        caller.cancel();
        caller.cancel();
        pending.subscriber.onItem("a");
        pending.subscriber.onFailure(new IllegalStateException("late"));

        assertThat(seen).containsExactly("observed the cancellation");
        assertThat(pending.cancellations).isEqualTo(1);
        assertThat(dropped).hasSize(1);
    }

    @Test
    void callerThatCancelsAfterTheItem_isNotObserved() {
        UniAssertSubscriber<String> caller = subscribe(Context.empty());
        pending.subscriber.onItem("a");

        caller.cancel();

        assertThat(seen).containsExactly("observed a", "received a");
        assertThat(pending.cancellations).isZero();
    }

    @Test
    void contextOfTheCaller_reachesThePendingResult() {
        subscribe(Context.of("name", "value"));

        assertThat(pending.subscriber.context().<String>get("name")).isEqualTo("value");
    }

    private UniAssertSubscriber<String> subscribe(Context context) {
        return new Noted(pending, seen)
                .onItemOrFailure()
                .invoke((item, failure) -> seen.add("received " + (failure == null ? item : failure.getMessage())))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create(context));
    }
}
