package dev.corral.node.tolerance;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.LoadFailure.OriginRefused;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.policy.Verdict;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Clock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The circuit breaker of a cache's loads. It sends no query to an origin that keeps failing for many keys; a single key
 * that fails does not open it. Its place is inside the lock and outside the gate: an open breaker takes no permit, and
 * its refusal releases the lock without back-off, because one node does not decide for the fleet. A load that never
 * reached the origin counts neither as a success nor as a failure.
 */
public final class Breaker {

    private static final Logger LOG = Logger.getLogger(Breaker.class);
    private static final Verdict OF_KEY = Verdict.ofKey();

    private final Duration pause;
    private final Verdict verdict;
    private final FailingKeys failing;
    private final CircuitBreaker circuit;
    private final BreakerStates states;

    /** @param logged whether the log reports the state of the breaker */
    public Breaker(
            BreakerSettings settings, Verdict verdict, String cache, Clock clock, Events events, boolean logged) {
        this.pause = settings.pause();
        this.verdict = verdict;
        this.failing = new FailingKeys(cache, settings.window(), clock, logged);
        this.circuit = CircuitBreaker.of(cache, settings.config(clock));
        this.states = new BreakerStates(circuit, clock);
        circuit.getEventPublisher()
                .onStateTransition(
                        change -> changed(cache, change.getStateTransition().getToState(), events, logged));
    }

    BreakerStates states() {
        return states;
    }

    /** The layer of one chain; all chains of a cache share the breaker. */
    public Loader around(Loader next) {
        return request ->
                Uni.createFrom().deferred(() -> circuit.tryAcquirePermission() ? tried(next, request) : refused());
    }

    private Uni<Answer> refused() {
        return Uni.createFrom().failure(new OriginRefused("its circuit breaker is open", pause, false));
    }

    private Uni<Answer> tried(Loader next, Request request) {
        // The outcome of a trial call always counts, because the breaker waits for it.
        boolean isKnownFailingKey = circuit.getState() == State.CLOSED && failing.contains(request.key());
        return next.load(request).onTermination().invoke((answer, failure, cancelled) -> {
            if (answer != null) {
                failing.answered(request.key());
                circuit.onSuccess(0, TimeUnit.NANOSECONDS);
            } else if (isKnownFailingKey || failure == null || !verdict.againstOrigin(failure)) {
                circuit.releasePermission();
            } else {
                circuit.onError(0, TimeUnit.NANOSECONDS, failure);
            }
            if (failure != null && OF_KEY.againstOrigin(failure)) {
                failing.failed(request.key(), failure);
            }
        });
    }

    private static void changed(String cache, State state, Events events, boolean logged) {
        if (state == State.OPEN) {
            events.happened(Event.BREAKER_OPENED);
        }
        if (logged) {
            LOG.infof(
                    "Circuit breaker of cache %s is %s",
                    cache, state.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }
}
