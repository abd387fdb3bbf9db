package dev.corral.node.tolerance;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Clock;
import dev.corral.guard.core.LoadFailure.OriginRefused;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.policy.Verdict;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

/**
 * Stops asking an origin that keeps failing, for many keys: a single bad one does not take the others with it. Inside the lock and outside the gate: an open breaker takes no permit, and
 * its refusal releases the lock without backing off, because this node does not speak for the fleet.
 */
public final class BreakerLayer implements Loader {

    private static final Logger LOG = Logger.getLogger(BreakerLayer.class);
    private static final Verdict OF_KEY = Verdict.ofKey();

    private final Loader next;
    private final Duration pause;
    private final FailingKeys failing;
    private final TypedGuard<Uni<Answer>> guard;
    private volatile boolean closed = true;

    public BreakerLayer(Loader next, Trip trip, Verdict verdict, String cache, Clock clock, Events events) {
        this.next = next;
        this.pause = trip.pause();
        this.failing = new FailingKeys(cache, trip.window(), clock);
        this.guard = TypedGuard.create(new TypeLiteral<Uni<Answer>>() {})
                .withCircuitBreaker()
                .requestVolumeThreshold(trip.window())
                .failureRatio(trip.failures())
                .delay(trip.pause().toMillis(), ChronoUnit.MILLIS)
                .when(verdict::againstOrigin)
                .onStateChange(state -> changed(cache, state, events))
                .done()
                .build();
    }

    @Override
    public Uni<Answer> load(Request request) {
        return closed && failing.contains(request.key()) ? observed(request) : guarded(request);
    }

    private Uni<Answer> guarded(Request request) {
        return Leash.run(guard::get, () -> observed(request))
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> new OriginRefused("the breaker is open", pause, false));
    }

    private Uni<Answer> observed(Request request) {
        return next.load(request)
                .onItem()
                .invoke(answer -> failing.answered(request.key()))
                .onFailure(OF_KEY::againstOrigin)
                .invoke(failure -> failing.failed(request.key(), failure));
    }

    private void changed(String cache, CircuitBreakerState state, Events events) {
        closed = state == CircuitBreakerState.CLOSED;
        if (state == CircuitBreakerState.OPEN) {
            events.happened(Event.BREAKER_OPENED);
        }
        LOG.infof(
                "cache %s: the breaker is %s", cache, state.name().toLowerCase().replace('_', '-'));
    }
}
