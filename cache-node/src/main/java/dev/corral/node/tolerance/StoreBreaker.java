package dev.corral.node.tolerance;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.Grant;
import dev.corral.guard.store.Marker;
import dev.corral.guard.store.SharedStore;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

/**
 * One cache's way to the shared store, which stops asking a store that keeps failing: a hung one would cost every read its
 * timeout. What gives something back always goes through: an invalidation, a release, a renewal.
 */
public final class StoreBreaker implements SharedStore, FleetLocks {

    private static final Logger LOG = Logger.getLogger(StoreBreaker.class);

    private final SharedStore store;
    private final FleetLocks locks;
    private final Guard guard;

    public StoreBreaker(SharedStore store, FleetLocks locks, Trip trip, String cache, Events events) {
        this.store = store;
        this.locks = locks;
        this.guard = Guard.create()
                .withCircuitBreaker()
                .requestVolumeThreshold(trip.window())
                .failureRatio(trip.failures())
                .delay(trip.pause().toMillis(), ChronoUnit.MILLIS)
                .failOn(StoreUnavailable.class)
                .onStateChange(state -> changed(cache, state, events))
                .done()
                .build();
    }

    @Override
    public Uni<Entry> get(Key key) {
        return ask(() -> store.get(key), new TypeLiteral<Uni<Entry>>() {});
    }

    @Override
    public Uni<Void> put(Key key, Entry entry) {
        return ask(() -> store.put(key, entry), new TypeLiteral<Uni<Void>>() {});
    }

    @Override
    public Uni<Grant> acquire(Ask ask) {
        return ask(() -> locks.acquire(ask), new TypeLiteral<Uni<Grant>>() {});
    }

    @Override
    public Uni<Publication> publish(Key key, Lease lease, Entry entry) {
        return ask(() -> locks.publish(key, lease, entry), new TypeLiteral<Uni<Publication>>() {});
    }

    @Override
    public Uni<Void> invalidate(Key key) {
        return store.invalidate(key);
    }

    @Override
    public Uni<Boolean> renew(Key key, Lease lease, Duration term) {
        return locks.renew(key, lease, term);
    }

    @Override
    public Uni<Void> release(Key key, Lease lease, Marker marker) {
        return locks.release(key, lease, marker);
    }

    @Override
    public Watch watch(Key key, Runnable wake) {
        return locks.watch(key, wake);
    }

    private <T> Uni<T> ask(Supplier<Uni<T>> command, TypeLiteral<Uni<T>> type) {
        return Leash.run(call -> guard.get(call, type), command)
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> new StoreUnavailable("the breaker is open", null));
    }

    private static void changed(String cache, CircuitBreakerState state, Events events) {
        if (state == CircuitBreakerState.OPEN) {
            events.happened(Event.STORE_BREAKER_OPENED);
        }
        LOG.infof(
                "cache %s: the breaker of the shared store is %s",
                cache, state.name().toLowerCase().replace('_', '-'));
    }
}
