package dev.corral.guard.chain;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The number of loads of one chain in progress. A replaced chain is closed: no further load begins in it, and
 * {@link #over()} completes when the last one has ended.
 */
public final class RunningLoads {

    /** The sign bit, which marks a closed chain; the other bits count the loads. */
    private static final long CLOSED = Long.MIN_VALUE;

    private final AtomicLong state = new AtomicLong();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    /** Counts one more load; returns false if the chain is closed. */
    public boolean begin() {
        long current = state.get();
        while (current >= 0) {
            if (state.compareAndSet(current, current + 1)) {
                return true;
            }
            current = state.get();
        }
        return false;
    }

    /** Counts one more load on behalf of a load that is in progress, even if the chain is closed. */
    public void beginWithin() {
        state.incrementAndGet();
    }

    /** Records that one load has ended. */
    public void end() {
        if (state.decrementAndGet() == CLOSED) {
            over.complete(null);
        }
    }

    /** Closes the chain: no load begins from now on. */
    public void close() {
        if (state.getAndUpdate(current -> current | CLOSED) == 0) {
            over.complete(null);
        }
    }

    /** Whether a load is in progress. */
    public boolean any() {
        return (state.get() & ~CLOSED) > 0;
    }

    /** Returns a Uni that completes when the chain is closed and its last load has ended. */
    public Uni<Void> over() {
        // A copy for each caller, because a Uni that is cancelled cancels its future.
        return Uni.createFrom().completionStage(over::copy);
    }

    /** Whether the chain is closed and its last load has ended. */
    public boolean isOver() {
        return over.isDone();
    }
}
