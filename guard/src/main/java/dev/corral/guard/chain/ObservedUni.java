package dev.corral.guard.chain;

import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A pending result whose end is observed once: when its item arrives, when it fails, or when its caller cancels before.
 * The end is observed before the caller receives it.
 */
public abstract class ObservedUni<T> extends AbstractUni<T> {

    private final Uni<T> pending;

    protected ObservedUni(Uni<T> pending) {
        this.pending = pending;
    }

    /** Observes that the item has arrived. */
    protected abstract void arrived(T item);

    /** Observes that the result has failed. */
    protected abstract void failed(Throwable failure);

    /** Observes that the caller has cancelled. The pending result is cancelled next. */
    protected abstract void cancelled();

    /** Passes the item to the caller. */
    protected void passItem(T item, UniSubscriber<? super T> caller) {
        caller.onItem(item);
    }

    /** Passes the failure to the caller. */
    protected void passFailure(Throwable failure, UniSubscriber<? super T> caller) {
        caller.onFailure(failure);
    }

    /** The result that is observed. */
    final Uni<T> pending() {
        return pending;
    }

    @Override
    public void subscribe(UniSubscriber<? super T> caller) {
        AbstractUni.subscribe(pending, new Observer(caller));
    }

    private final class Observer implements UniSubscriber<T>, UniSubscription {
        private final AtomicBoolean ended = new AtomicBoolean();
        private final UniSubscriber<? super T> caller;
        private volatile UniSubscription upstream;

        Observer(UniSubscriber<? super T> caller) {
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
                arrived(item);
                passItem(item, caller);
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            if (ended.compareAndSet(false, true)) {
                failed(failure);
                passFailure(failure, caller);
            } else {
                Infrastructure.handleDroppedException(failure);
            }
        }

        @Override
        public void cancel() {
            if (ended.compareAndSet(false, true)) {
                cancelled();
                upstream.cancel();
            }
        }
    }
}
