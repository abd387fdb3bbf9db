package dev.corral.node.tolerance;

import dev.corral.guard.runtime.Clock;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;

/**
 * When a breaker opens and for how long.
 *
 * @param window how many calls are looked at
 * @param failures the share of them that opens it
 * @param pause until one call is tried again
 */
public record BreakerSettings(int window, double failures, Duration pause) {

    /** The same, by a clock that never jumps. */
    CircuitBreakerConfig config(Clock clock) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(window)
                .minimumNumberOfCalls(window)
                .failureRateThreshold((float) (100 * failures))
                .waitDurationInOpenState(pause)
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(new MonotonicTime(clock))
                .build();
    }
}
