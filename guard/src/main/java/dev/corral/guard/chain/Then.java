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
 * The one step on from what is to come, be it an item or a failure. Where the step's answer is {@link Ready}, nothing is
 * subscribed to for it: on the way of a hit that is every step.
 */
public final class Then<T, R> extends AbstractUni<R> {

    private final Uni<T> source;
    private final BiFunction<? super T, ? super Throwable, ? extends Uni<R>> step;

    private Then(Uni<T> source, BiFunction<? super T, ? super Throwable, ? extends Uni<R>> step) {
        this.source = source;
        this.step = step;
    }

    /**
     * At once where the item is there already.
     *
     * @param step given the item, or the failure in its place; what it throws is the failure of the answer
     */
    public static <T, R> Uni<R> from(Uni<T> source, BiFunction<? super T, ? super Throwable, ? extends Uni<R>> step) {
        return source instanceof Ready<T> ready ? step.apply(ready.item(), null) : new Then<>(source, step);
    }

    @Override
    public void subscribe(UniSubscriber<? super R> caller) {
        AbstractUni.subscribe(source, new Before<>(caller, step));
    }

    /** Who leaves may do so from any thread, before the step or after it. */
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

        /** Ends what comes too late: its caller has left. */
        void on(UniSubscription next) {
            UniSubscription before = get();
            if (before == LEFT || !compareAndSet(before, next)) {
                next.cancel();
            }
        }
    }

    /** Hears the source. */
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

    /** Hears what the step has begun. */
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
