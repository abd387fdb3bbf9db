package dev.corral.node.tolerance;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Clock;
import dev.corral.guard.core.LoadFailure.OriginRefused;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.policy.Verdict;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Stops asking an origin that keeps failing, for many keys: a single bad one does not take the others with it. Inside the
 * lock and outside the gate: an open breaker takes no permit, and its refusal releases the lock without backing off,
 * because this node does not speak for the fleet. What never reached the origin counts neither for it nor against it.
 */
public final class BreakerLayer implements Loader {

    private static final Logger LOG = Logger.getLogger(BreakerLayer.class);
    private static final Verdict OF_KEY = Verdict.ofKey();

    private final Loader next;
    private final Duration pause;
    private final Verdict verdict;
    private final FailingKeys failing;
    private final CircuitBreaker breaker;

    public BreakerLayer(Loader next, Trip trip, Verdict verdict, String cache, Clock clock, Events events) {
        this.next = next;
        this.pause = trip.pause();
        this.verdict = verdict;
        this.failing = new FailingKeys(cache, trip.window(), clock);
        this.breaker = CircuitBreaker.of(cache, trip.config(clock));
        breaker.getEventPublisher()
                .onStateTransition(
                        change -> changed(cache, change.getStateTransition().getToState(), events));
    }

    @Override
    public Uni<Answer> load(Request request) {
        return Uni.createFrom().deferred(() -> breaker.tryAcquirePermission() ? tried(request) : refused());
    }

    private Uni<Answer> refused() {
        return Uni.createFrom().failure(new OriginRefused("the breaker is open", pause, false));
    }

    private Uni<Answer> tried(Request request) {
        // Of a trial the outcome always counts: the breaker waits for it.
        boolean saysNothingNew = breaker.getState() == State.CLOSED && failing.contains(request.key());
        return next.load(request).onTermination().invoke((answer, failure, cancelled) -> {
            if (answer != null) {
                failing.answered(request.key());
                breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            } else if (saysNothingNew || failure == null || !verdict.againstOrigin(failure)) {
                breaker.releasePermission();
            } else {
                breaker.onError(0, TimeUnit.NANOSECONDS, failure);
            }
            if (failure != null && OF_KEY.againstOrigin(failure)) {
                failing.failed(request.key(), failure);
            }
        });
    }

    private static void changed(String cache, State state, Events events) {
        if (state == State.OPEN) {
            events.happened(Event.BREAKER_OPENED);
        }
        LOG.infof(
                "cache %s: the breaker is %s",
                cache, state.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
