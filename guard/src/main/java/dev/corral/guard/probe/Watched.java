package dev.corral.guard.probe;

import dev.corral.guard.core.Answer;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** An answer that is to come, and is told of once: when it comes, when it fails, or when its caller leaves before. */
final class Watched extends AbstractUni<Answer> {

    private final Uni<Answer> loading;
    private final Consumer<Outcome> over;

    Watched(Uni<Answer> loading, Consumer<Outcome> over) {
        this.loading = loading;
        this.over = over;
    }

    @Override
    public void subscribe(UniSubscriber<? super Answer> caller) {
        AbstractUni.subscribe(loading, new Watch(caller, over));
    }

    private static final class Watch implements UniSubscriber<Answer>, UniSubscription {
        private final AtomicBoolean told = new AtomicBoolean();
        private final UniSubscriber<? super Answer> caller;
        private final Consumer<Outcome> over;
        private volatile UniSubscription upstream;

        Watch(UniSubscriber<? super Answer> caller, Consumer<Outcome> over) {
            this.caller = caller;
            this.over = over;
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
                over.accept(Outcome.of(answer));
                caller.onItem(answer);
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            if (told.compareAndSet(false, true)) {
                over.accept(Outcome.of(failure));
                caller.onFailure(failure);
            } else {
                Infrastructure.handleDroppedException(failure);
            }
        }

        @Override
        public void cancel() {
            if (told.compareAndSet(false, true)) {
                over.accept(Outcome.CANCELLED);
                upstream.cancel();
            }
        }
    }
}
