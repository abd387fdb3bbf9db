package dev.corral.guard.chain;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;

/**
 * A {@link Uni} whose item is available already. Most callers use it like any other Uni; a caller that checks for this
 * class takes the item without a subscription.
 *
 * <p>Most requests end at a hit. There every operator, with its lambda and the thread context that it captures, would
 * cost more than the hit itself.
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

    /** The subscription of a subscriber, which may cancel as soon as it receives it. */
    private static final class Handover implements UniSubscription {
        private volatile boolean cancelled;

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
