package dev.corral.guard.chain;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;

/**
 * What is there already. To most it is a {@link Uni} like any other; who looks for it takes the item and subscribes to
 * nothing.
 *
 * <p>Most requests end at a hit. There every operator, with its lambda and what it captures of the thread, would cost more
 * than the hit itself.
 */
public final class Ready<T> extends AbstractUni<T> {

    private final T item;

    public Ready(T item) {
        this.item = item;
    }

    public T item() {
        return item;
    }

    @Override
    public void subscribe(UniSubscriber<? super T> subscriber) {
        Handover handover = new Handover();
        subscriber.onSubscribe(handover);
        if (!handover.cancelled) {
            subscriber.onItem(item);
        }
    }

    /** Its subscriber may leave as soon as it has come. */
    private static final class Handover implements UniSubscription {
        private volatile boolean cancelled;

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
