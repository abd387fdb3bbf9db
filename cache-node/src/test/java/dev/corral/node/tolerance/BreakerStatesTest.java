package dev.corral.node.tolerance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.testing.VirtualTime;
import dev.corral.node.tolerance.BreakerStates.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BreakerStatesTest {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final VirtualTime time = new VirtualTime();
    private final CircuitBreaker circuit = CircuitBreaker.of("c", new BreakerSettings(2, 0.5, PAUSE).config(time));
    private final BreakerStates states = new BreakerStates(circuit, time);

    @Test
    void timeInEachState_isCounted() {
        time.advance(Duration.ofSeconds(3));
        open();
        time.advance(PAUSE.plusSeconds(2));
        assertThat(circuit.tryAcquirePermission()).isTrue();
        assertThat(states.state()).isEqualTo(State.HALF_OPEN);
        time.advance(Duration.ofSeconds(1));
        circuit.onSuccess(0, TimeUnit.NANOSECONDS);
        time.advance(Duration.ofSeconds(4));

        assertThat(states.state()).isEqualTo(State.CLOSED);
        assertThat(states.seconds(State.CLOSED)).isEqualTo(7);
        assertThat(states.seconds(State.OPEN)).isEqualTo(7);
        assertThat(states.seconds(State.HALF_OPEN)).isEqualTo(1);
    }

    @Test
    void reading_leavesAnOpenBreakerOpenAfterItsPause() {
        open();
        time.advance(PAUSE.multipliedBy(3));

        assertThat(states.state()).isEqualTo(State.OPEN);
        assertThat(states.seconds(State.OPEN)).isEqualTo(15);
        assertThat(circuit.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    private void open() {
        for (int each = 0; each < 2; each++) {
            assertThat(circuit.tryAcquirePermission()).isTrue();
            circuit.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException("down"));
        }
        assertThat(states.state()).isEqualTo(State.OPEN);
    }
}
