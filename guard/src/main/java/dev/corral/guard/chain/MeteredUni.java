package dev.corral.guard.chain;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.probe.Meter;
import dev.corral.guard.probe.Outcome;
import dev.corral.guard.runtime.Clock;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A pending answer that is reported to a meter once: when it arrives, when it fails, or when its caller cancels before.
 *
 * <p>If one directly wraps another, a single subscription serves both meters.
 */
final class MeteredUni extends AbstractUni<Answer> {

    private final Uni<Answer> loading;
    private final Meter meter;
    private final Purpose purpose;
    private final Clock clock;
    private final long enteredNanos;
    private final MeteredUni inner;

    MeteredUni(Uni<Answer> loading, Meter meter, Purpose purpose, Clock clock) {
        this.inner = loading instanceof MeteredUni watched ? watched : null;
        this.loading = inner == null ? loading : inner.loading;
        this.meter = meter;
        this.purpose = purpose;
        this.clock = clock;
        this.enteredNanos = clock.nanos();
    }

    @Override
    public void subscribe(UniSubscriber<? super Answer> caller) {
        AbstractUni.subscribe(loading, new Watch(caller));
    }

    private void left(Outcome outcome) {
        left(outcome, clock.nanos());
    }

    private void left(Outcome outcome, long nowNanos) {
        if (inner != null) {
            inner.left(outcome, nowNanos);
        }
        meter.left(purpose, outcome, nowNanos - enteredNanos);
    }

    private final class Watch implements UniSubscriber<Answer>, UniSubscription {
        private final AtomicBoolean told = new AtomicBoolean();
        private final UniSubscriber<? super Answer> caller;
        private volatile UniSubscription upstream;

        Watch(UniSubscriber<? super Answer> caller) {
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
        public void onItem(Answer answer) {
            if (told.compareAndSet(false, true)) {
                left(Outcome.of(answer));
                caller.onItem(answer);
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            if (told.compareAndSet(false, true)) {
                left(Outcome.of(failure));
                caller.onFailure(failure);
            } else {
                Infrastructure.handleDroppedException(failure);
            }
        }

        @Override
        public void cancel() {
            if (told.compareAndSet(false, true)) {
                left(Outcome.CANCELLED);
                upstream.cancel();
            }
        }
    }
}
