package dev.corral.node.tolerance;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.Grant;
import dev.corral.guard.store.ReleaseReason;
import dev.corral.guard.store.SharedStore;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The circuit breaker between one cache and the shared store. It sends no commands to a store that keeps failing,
 * because a hung store would cost every read its timeout. Commands that release or correct something always pass: an
 * invalidation, a release, a renewal.
 */
public final class StoreBreaker implements SharedStore, FleetLocks {

    private static final Logger LOG = Logger.getLogger(StoreBreaker.class);

    private final SharedStore store;
    private final FleetLocks locks;
    private final CircuitBreaker breaker;

    /** @param breaker shared by all chains of a cache */
    public StoreBreaker(SharedStore store, FleetLocks locks, CircuitBreaker breaker) {
        this.store = store;
        this.locks = locks;
        this.breaker = breaker;
    }

    /**
     * Returns the circuit breaker of one cache's commands.
     *
     * @param logged whether the log reports the state of the breaker
     */
    public static CircuitBreaker circuit(
            BreakerSettings settings, String cache, Clock clock, Events events, boolean logged) {
        CircuitBreaker circuit = CircuitBreaker.of(cache, settings.config(clock));
        circuit.getEventPublisher()
                .onStateTransition(
                        change -> changed(cache, change.getStateTransition().getToState(), events, logged));
        return circuit;
    }

    @Override
    public Uni<Entry> get(Key key) {
        return ask(() -> store.get(key));
    }

    @Override
    public Uni<Void> put(Key key, Entry entry) {
        return ask(() -> store.put(key, entry));
    }

    @Override
    public Uni<Grant> acquire(Ask ask) {
        return ask(() -> locks.acquire(ask));
    }

    @Override
    public Uni<Publication> publish(Key key, Lease lease, Entry entry) {
        return ask(() -> locks.publish(key, lease, entry));
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
    public Uni<Void> release(Key key, Lease lease, ReleaseReason reason) {
        return locks.release(key, lease, reason);
    }

    @Override
    public Watch watch(Key key, Runnable wake) {
        return locks.watch(key, wake);
    }

    private <T> Uni<T> ask(Supplier<Uni<T>> command) {
        return Uni.createFrom().deferred(() -> breaker.tryAcquirePermission() ? tried(command) : refused());
    }

    private static <T> Uni<T> refused() {
        return Uni.createFrom().failure(new StoreUnavailable("its circuit breaker is open", null));
    }

    /** Runs a command. A caller that leaves, or a failure that concerns one key, is no evidence about the store. */
    private <T> Uni<T> tried(Supplier<Uni<T>> command) {
        return command.get().onTermination().invoke((answer, failure, cancelled) -> {
            if (failure instanceof StoreUnavailable unavailable && unavailable.ofStore()) {
                breaker.onError(0, TimeUnit.NANOSECONDS, failure);
            } else if (failure != null || cancelled) {
                breaker.releasePermission();
            } else {
                breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            }
        });
    }

    private static void changed(String cache, State state, Events events, boolean logged) {
        if (state == State.OPEN) {
            events.happened(Event.STORE_BREAKER_OPENED);
        }
        if (logged) {
            LOG.infof(
                    "Circuit breaker of the shared store is %s for cache %s",
                    state.name().toLowerCase(Locale.ROOT).replace('_', '-'), cache);
        }
    }
}
