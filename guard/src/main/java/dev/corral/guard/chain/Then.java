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
        AbstractUni.subscribe(source, new Before<>(caller, step));
    }

    /** The current subscription. A caller may cancel from any thread, before the step or after it. */
    private static final class Way extends AtomicReference<UniSubscription> implements UniSubscription {
        private static final long serialVersionUID = 1;
        private static final UniSubscription LEFT = () -> {};

        @Override
        public void cancel() {
            UniSubscription current = getAndSet(LEFT);
            if (current != null) {
                current.cancel();
            }
        }

        boolean left() {
            return get() == LEFT;
        }

        /** Switches to the next subscription, or ends it if the caller has cancelled. */
        void on(UniSubscription next) {
            UniSubscription before = get();
            if (before == LEFT || !compareAndSet(before, next)) {
                next.cancel();
            }
        }
    }

    /** Receives the result of the source. */
    private record Before<T, R>(
            UniSubscriber<? super R> caller, BiFunction<? super T, ? super Throwable, ? extends Uni<R>> step, Way way)
            implements UniSubscriber<T> {

        Before(UniSubscriber<? super R> caller, BiFunction<? super T, ? super Throwable, ? extends Uni<R>> step) {
            this(caller, step, new Way());
        }

        @Override
        public Context context() {
            return caller.context();
        }

        @Override
        public void onSubscribe(UniSubscription subscription) {
            way.set(subscription);
            caller.onSubscribe(way);
        }

        @Override
        public void onItem(T item) {
            if (!way.left()) {
                go(item, null);
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            if (way.left()) {
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
                AbstractUni.subscribe(next, new After<>(caller, way));
            }
        }
    }

    /** Receives the result of the second stage. */
    private record After<R>(UniSubscriber<? super R> caller, Way way) implements UniSubscriber<R> {

        @Override
        public Context context() {
            return caller.context();
        }

        @Override
        public void onSubscribe(UniSubscription subscription) {
            way.on(subscription);
        }

        @Override
        public void onItem(R item) {
            if (!way.left()) {
                caller.onItem(item);
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            if (way.left()) {
                Infrastructure.handleDroppedException(failure);
            } else {
                caller.onFailure(failure);
            }
        }
    }
}
