package dev.corral.node.tolerance;

import dev.corral.guard.runtime.Clock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.EnumMap;
import java.util.Map;

/**
 * The state of a circuit breaker, and the time that it has spent in each state. Reading it never changes the state: an
 * open breaker is half-open only when a call tries it.
 */
public final class BreakerStates {

    /** The states of a circuit breaker. */
    public enum State {
        CLOSED,
        HALF_OPEN,
        OPEN;

        private static State of(CircuitBreaker.State state) {
            return switch (state) {
                case CLOSED, DISABLED, METRICS_ONLY -> CLOSED;
                case HALF_OPEN -> HALF_OPEN;
                case OPEN, FORCED_OPEN -> OPEN;
            };
        }
    }

    private static final double NANOS_A_SECOND = 1e9;

    private final CircuitBreaker circuit;
    private final Clock clock;
    private final Map<State, Long> pastNanos = new EnumMap<>(State.class);
    private State current;
    private long sinceNanos;

    BreakerStates(CircuitBreaker circuit, Clock clock) {
        this.circuit = circuit;
        this.clock = clock;
        this.current = state();
        this.sinceNanos = clock.nanos();
        circuit.getEventPublisher().onStateTransition(change -> changed());
    }

    /** Returns the present state. */
    public State state() {
        return State.of(circuit.getState());
    }

    /** Returns the time that the breaker has spent in a state until now, in seconds. */
    public synchronized double seconds(State state) {
        long past = pastNanos.getOrDefault(state, 0L);
        return (past + (state == current ? clock.nanos() - sinceNanos : 0)) / NANOS_A_SECOND;
    }

    /** Reads the state again, because two changes may be reported in the other order. */
    private synchronized void changed() {
        long nowNanos = clock.nanos();
        pastNanos.merge(current, nowNanos - sinceNanos, Long::sum);
        current = state();
        sinceNanos = nowNanos;
    }
}
