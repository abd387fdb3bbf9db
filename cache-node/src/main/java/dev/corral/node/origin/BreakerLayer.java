package dev.corral.node.origin;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.LoadFailure.OriginRefused;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.policy.Verdict;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

/**
 * Stops asking an origin that keeps failing. Inside the lock and outside the gate: an open breaker takes no permit, and
 * its refusal releases the lock without backing off, because this node does not speak for the fleet.
 */
public final class BreakerLayer implements Loader {

    private static final Logger LOG = Logger.getLogger(BreakerLayer.class);

    private final Loader next;
    private final Duration pause;
    private final TypedGuard<Uni<Answer>> guard;

    /**
     * When it opens and for how long.
     *
     * @param window how many loads are looked at
     * @param failures the share of them that opens it
     * @param pause until one load is tried again
     */
    public record Trip(int window, double failures, Duration pause) {}

    public BreakerLayer(Loader next, Trip trip, Verdict verdict, String cache) {
        this.next = next;
        this.pause = trip.pause();
        this.guard = TypedGuard.create(new TypeLiteral<Uni<Answer>>() {})
                .withCircuitBreaker()
                .requestVolumeThreshold(trip.window())
                .failureRatio(trip.failures())
                .delay(trip.pause().toMillis(), ChronoUnit.MILLIS)
                .when(verdict::againstOrigin)
                .onStateChange(state -> log(cache, state))
                .done()
                .build();
    }

    @Override
    public Uni<Answer> load(Request request) {
        return Leash.run(guard, () -> next.load(request))
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> new OriginRefused("the breaker is open", pause, false));
    }

    private static void log(String cache, CircuitBreakerState state) {
        LOG.infof(
                "cache %s: the breaker is %s", cache, state.name().toLowerCase().replace('_', '-'));
    }
}
