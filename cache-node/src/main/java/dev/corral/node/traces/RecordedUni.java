package dev.corral.node.traces;

import dev.corral.guard.chain.ObservedUni;
import dev.corral.guard.probe.Outcome;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniSubscriber;

/**
 * A pending result whose span ends once: with the item, with the failure, or when the caller cancels. Log lines of the
 * steps before and after it have the id of the trace.
 */
final class RecordedUni<T> extends ObservedUni<T> {

    private final RecordedSpan span;
    private final Ending<T> ending;

    /** Adds the attributes that an item determines. */
    @FunctionalInterface
    interface Ending<T> {
        void about(T item);
    }

    RecordedUni(Uni<T> pending, RecordedSpan span, Ending<T> ending) {
        super(pending);
        this.span = span;
        this.ending = ending;
    }

    @Override
    public void subscribe(UniSubscriber<? super T> caller) {
        span.run(() -> super.subscribe(caller));
    }

    @Override
    protected void arrived(T item) {
        ending.about(item);
        span.end();
    }

    @Override
    protected void failed(Throwable failure) {
        span.outcome(Outcome.of(failure)).failed(failure).end();
    }

    @Override
    protected void cancelled() {
        span.outcome(Outcome.CANCELLED).end();
    }

    @Override
    protected void passItem(T item, UniSubscriber<? super T> caller) {
        span.run(() -> super.passItem(item, caller));
    }

    @Override
    protected void passFailure(Throwable failure, UniSubscriber<? super T> caller) {
        span.run(() -> super.passFailure(failure, caller));
    }
}
