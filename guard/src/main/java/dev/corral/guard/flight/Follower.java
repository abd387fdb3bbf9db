package dev.corral.guard.flight;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.runtime.EventLoops.Home;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * A caller of a flight: its event loop, its deadline and the emitter of its answer. The first caller of a flight is its
 * leader.
 */
final class Follower {

    private final UniEmitter<? super Answer> emitter;
    private final Home home;
    private final long deadlineNanos;
    private final Runnable alone;
    private boolean leads;

    /** The neighbours in the flight's list, which the flight guards. A follower is in one flight at most. */
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

    /** Makes this caller the leader. Must be called before other threads can see the flight. */
    void lead() {
        leads = true;
    }

    /**
     * Makes this caller a follower, because another flight was registered first. Must be called before it joins that
     * flight.
     */
    void follow() {
        leads = false;
    }

    boolean leads() {
        return leads;
    }

    void whenItLeaves(Runnable task) {
        emitter.onTermination(task);
    }

    /** Emits the outcome. Must be called on the follower's event loop. */
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
