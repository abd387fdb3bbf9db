package dev.corral.guard.flight;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.runtime.EventLoops.Home;
import io.smallrye.mutiny.subscription.UniEmitter;

/** One caller aboard a flight: where it lives, until when it waits, and how it is told. The first one leads. */
final class Follower {

    private final UniEmitter<? super Answer> emitter;
    private final Home home;
    private final long deadlineNanos;
    private final Runnable alone;
    private boolean leads;

    /** Neighbours in the flight's list, which guards them; a follower is aboard one flight at most. */
    Follower before;

    Follower after;

    /** @param alone loads for this caller only */
    Follower(UniEmitter<? super Answer> emitter, Home home, long deadlineNanos, Runnable alone) {
        this.emitter = emitter;
        this.home = home;
        this.deadlineNanos = deadlineNanos;
        this.alone = alone;
    }

    Home home() {
        return home;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /** To be called before the flight can be seen by others. */
    void lead() {
        leads = true;
    }

    /** Another flight was registered first: to be called before boarding that one. */
    void follow() {
        leads = false;
    }

    boolean leads() {
        return leads;
    }

    void whenItLeaves(Runnable task) {
        emitter.onTermination(task);
    }

    /** To be called on the follower's loop. */
    void tell(Answer answer, Throwable failure) {
        home.context().execute(() -> {
            if (failure != null) {
                emitter.fail(failure);
            } else if (answer.personal() && !leads) {
                alone.run();
            } else {
                emitter.complete(answer);
            }
        });
    }

    void refuse(LoadFailure failure) {
        home.loop().execute(() -> tell(null, failure));
    }
}
