package dev.corral.node.traces;

import dev.corral.guard.probe.Outcome;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.concurrent.atomic.AtomicBoolean;

/** A pending result whose span ends once: with the item, with the failure, or when the caller cancels. */
final class RecordedUni<T> extends AbstractUni<T> {

    private final Uni<T> pending;
    private final RecordedSpan span;
    private final Ending<T> ending;

    /** Adds the attributes that an item determines. */
    @FunctionalInterface
    interface Ending<T> {
        void about(T item);
    }

    RecordedUni(Uni<T> pending, RecordedSpan span, Ending<T> ending) {
        this.pending = pending;
        this.span = span;
        this.ending = ending;
    }

    @Override
    public void subscribe(UniSubscriber<? super T> caller) {
        span.during(() -> {
            AbstractUni.subscribe(pending, new End(caller));
            return null;
        });
    }

    private final class End implements UniSubscriber<T>, UniSubscription {
        private final AtomicBoolean ended = new AtomicBoolean();
        private final UniSubscriber<? super T> caller;
        private volatile UniSubscription upstream;

        End(UniSubscriber<? super T> caller) {
            this.caller = caller;
        }

        @Override
        public Context context() {
            return caller.context();
        }

        @Override
        public void onSubscribe(UniSubscription subscription) {
            upstream = subscription;
            caller.onSubscribe(this);
        }

        @Override
        public void onItem(T item) {
            if (ended.compareAndSet(false, true)) {
                ending.about(item);
                span.end();
                span.during(() -> {
                    caller.onItem(item);
                    return null;
                });
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            if (ended.compareAndSet(false, true)) {
                span.outcome(Outcome.of(failure)).failed(failure).end();
                span.during(() -> {
                    caller.onFailure(failure);
                    return null;
                });
            } else {
                Infrastructure.handleDroppedException(failure);
            }
        }

        @Override
        public void cancel() {
            if (ended.compareAndSet(false, true)) {
                span.outcome(Outcome.CANCELLED).end();
                upstream.cancel();
            }
        }
    }
}
