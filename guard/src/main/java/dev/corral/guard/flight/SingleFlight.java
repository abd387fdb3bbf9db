package dev.corral.guard.flight;

import dev.corral.guard.chain.RunningLoads;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;

/**
 * A layer that lets at most one load of a key run in this process, whatever its cause: miss, refresh or early refresh.
 * It is inside lookup, so that refreshes coalesce, and outside the lock, so that a node is one waiter. A personal
 * answer is returned to the leader only; the other callers then load for themselves.
 */
public final class SingleFlight implements Loader {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Loader next;
    private final Flights flights;
    private final Flights.Bounds bounds;
    private final RunningLoads running;

    /**
     * @param flights the flights of the cache, which remain when a chain is replaced
     * @param bounds the bounds of the flights that this chain starts
     * @param running counts the loads of this chain: a flight may outlive its callers
     */
    public SingleFlight(Loader next, Flights flights, Flights.Bounds bounds, RunningLoads running) {
        this.next = next;
        this.flights = flights;
        this.bounds = bounds;
        this.running = running;
    }

    @Override
    public Uni<Answer> load(Request request) {
        return Uni.createFrom().emitter(emitter -> join(request, emitter));
    }

    void join(Request request, UniEmitter<? super Answer> emitter) {
        if (flights.personal(request.key())) {
            loadAlone(request, emitter);
            return;
        }
        Follower follower = flights.follower(request, emitter, () -> loadAlone(request, emitter));
        while (true) {
            Flight flight = flights.of(request.key());
            if (flight == null) {
                if (startFlight(request, follower)) {
                    return;
                }
            } else if (request.purpose().refresh()) {
                flights.skipped();
                emitter.complete(Answer.cached(request.seen().orElseThrow(), Source.STORE, true));
                return;
            } else if (joined(request, flight, follower)) {
                return;
            }
        }
    }

    /** Loads without a flight: the answer is for this caller only. */
    private void loadAlone(Request request, UniEmitter<? super Answer> emitter) {
        Cancellable load = next.load(request).subscribe().with(emitter::complete, emitter::fail);
        emitter.onTermination(load::cancel);
    }

    /** Starts a flight; returns false if another flight of the key was registered first. */
    private boolean startFlight(Request request, Follower follower) {
        if (flights.full(bounds)) {
            return refuse(follower);
        }
        Flight flight = flights.prepare(request.key(), bounds.callers(), running::end);
        flight.tracedBy(request.trace());
        follower.lead();
        // The leader's caller joins before other threads can see the flight, which cannot complete without it.
        flight.join(follower);
        if (!flights.register(flight)) {
            flight.discard();
            follower.follow();
            return false;
        }
        running.beginWithin();
        flights.start(flight, bounds.limit(), () -> next.load(request.onBehalfOf(flight)));
        return true;
    }

    /** Joins a flight; returns false if the flight has completed meanwhile. */
    private boolean joined(Request request, Flight flight, Follower follower) {
        return switch (flight.join(follower)) {
            case JOINED -> {
                request.trace().follows(flight.trace());
                yield true;
            }
            case COMPLETE -> false;
            case FULL -> refuse(follower);
        };
    }

    private boolean refuse(Follower follower) {
        flights.refused();
        follower.refuse(new LoadFailure.Shed("too many shared loads, or too many callers of one", RETRY_AFTER));
        return true;
    }
}
