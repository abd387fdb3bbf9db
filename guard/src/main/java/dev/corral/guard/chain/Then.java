package dev.corral.guard.chain;

import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/**
 * A Uni that applies one step to the item or the failure of another Uni. If the step returns a {@link Ready}, no
 * further subscription is made; at a hit this holds for every step.
 */
public final class Then<T, R> extends AbstractUni<R> {

    private final Uni<T> source;
    private final BiFunction<? super T, ? super Throwable, ? extends Uni<R>> step;

    private Then(Uni<T> source, BiFunction<? super T, ? super Throwable, ? extends Uni<R>> step) {
        this.source = source;
        this.step = step;
    }

    /**
     * Applies a step to the result of a source, at once if the source is {@link Ready}.
     *
     * @param step receives the item, or null and the failure; an exception of the step becomes the failure of the
     *     result, or is thrown by this method if the source is ready
     */
    public static <T, R> Uni<R> from(Uni<T> source, BiFunction<? super T, ? super Throwable, ? extends Uni<R>> step) {
        return source instanceof Ready<T> ready ? step.apply(ready.item(), null) : new Then<>(source, step);
    }

    @Override
    public void subscribe(UniSubscriber<? super R> caller) {
        AbstractUni.subscribe(source, new SourceSubscriber<>(caller, step));
    }

    /** The current subscription. A caller may cancel from any thread, before the step or after it. */
    private static final class CurrentSubscription extends AtomicReference<UniSubscription> implements UniSubscription {
        private static final long serialVersionUID = 1;
        private static final UniSubscription CANCELLED = () -> {};

        @Override
        public void cancel() {
            UniSubscription current = getAndSet(CANCELLED);
            if (current != null) {
                current.cancel();
            }
        }

        boolean isCancelled() {
            return get() == CANCELLED;
        }

        /** Switches to the next subscription, or ends it if the caller has cancelled. */
        void on(UniSubscription next) {
            UniSubscription before = get();
            if (before == CANCELLED || !compareAndSet(before, next)) {
                next.cancel();
            }
        }
    }

    /** Receives the result of the source. */
    private record SourceSubscriber<T, R>(
            UniSubscriber<? super R> caller,
            BiFunction<? super T, ? super Throwable, ? extends Uni<R>> step,
            CurrentSubscription current)
            implements UniSubscriber<T> {

        SourceSubscriber(
                UniSubscriber<? super R> caller, BiFunction<? super T, ? super Throwable, ? extends Uni<R>> step) {
            this(caller, step, new CurrentSubscription());
        }

        @Override
        public Context context() {
            return caller.context();
        }

        @Override
        public void onSubscribe(UniSubscription subscription) {
            current.set(subscription);
            caller.onSubscribe(current);
        }

        @Override
        public void onItem(T item) {
            if (!current.isCancelled()) {
                go(item, null);
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            if (current.isCancelled()) {
                Infrastructure.handleDroppedException(failure);
            } else {
                go(null, failure);
            }
        }

        private void go(T item, Throwable failure) {
            Uni<R> next;
            try {
                next = step.apply(item, failure);
            } catch (Throwable broken) {
                caller.onFailure(broken);
                return;
            }
            if (next instanceof Ready<R> ready) {
                caller.onItem(ready.item());
            } else {
                AbstractUni.subscribe(next, new StepSubscriber<>(caller, current));
            }
        }
    }

    /** Receives the result of the second stage. */
    private record StepSubscriber<R>(UniSubscriber<? super R> caller, CurrentSubscription current)
            implements UniSubscriber<R> {

        @Override
        public Context context() {
            return caller.context();
        }

        @Override
        public void onSubscribe(UniSubscription subscription) {
            current.on(subscription);
        }

        @Override
        public void onItem(R item) {
            if (!current.isCancelled()) {
                caller.onItem(item);
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            if (current.isCancelled()) {
                Infrastructure.handleDroppedException(failure);
            } else {
                caller.onFailure(failure);
            }
        }
    }
}
