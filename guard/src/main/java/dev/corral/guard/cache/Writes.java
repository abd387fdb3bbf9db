package dev.corral.guard.cache;

import dev.corral.guard.chain.LayerName;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure.WriteRefused;
import dev.corral.guard.invalidation.PendingInvalidations.Outcome;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The writes of one cache, and the invalidations that follow them. */
final class Writes {

    private final CacheContext context;
    private final AtomicInteger inProgress = new AtomicInteger();

    /** The longest time that an entry of any chain so far can be stored; zero if no chain has stored entries. */
    private volatile Duration longestLife = Duration.ZERO;

    Writes(CacheContext context) {
        this.context = context;
    }

    /**
     * Records how long the entries of a chain with these settings can be stored. They may still be stored when another
     * chain has replaced it, even one that stores none.
     */
    synchronized void remember(CacheConfig config) {
        Duration life = context.lifetimes().longest(config.lifetimes());
        if (config.has(LayerName.LOOKUP) && life.compareTo(longestLife) > 0) {
            longestLife = life;
        }
    }

    /**
     * Invalidates the key in the shared store, now or later, and in this process. The call never fails.
     *
     * <p>The state of this process is cleared last, because a load that began before could still find the old value in
     * the store.
     */
    Uni<Outcome> invalidate(Key key) {
        Uni<Outcome> stored = longestLife.isPositive()
                ? context.node().pending().invalidate(key, longestLife)
                : Uni.createFrom().item(Outcome.DONE);
        return stored.eventually(() -> forget(key));
    }

    /**
     * Clears the state of this process at once, because the push about a change may arrive after the writer's next
     * read.
     */
    private void forget(Key key) {
        context.node().near().changed(key);
        context.flights().forget(key);
    }

    /** Writes a row, then invalidates its key. The write continues if its caller cancels. */
    <T> Uni<Write<T>> write(Key key, Uni<T> write) {
        return write.onSubscription()
                .invoke(inProgress::incrementAndGet)
                .onItemOrFailure()
                .transformToUni((written, failure) -> failure instanceof WriteRefused
                        ? Uni.createFrom().failure(failure)
                        : invalidated(key, written, failure))
                .onTermination()
                .invoke(inProgress::decrementAndGet)
                .memoize()
                .indefinitely();
    }

    private <T> Uni<Write<T>> invalidated(Key key, T written, Throwable failure) {
        return invalidate(key)
                .onItem()
                .transformToUni(outcome -> failure == null
                        ? Uni.createFrom().item(new Write<>(written, outcome))
                        : Uni.createFrom().failure(failure));
    }

    /** Whether a write is in progress, including one whose caller has cancelled. */
    boolean areInProgress() {
        return inProgress.get() > 0;
    }
}
