package dev.corral.node.tolerance;

import dev.corral.guard.runtime.Clock;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;

/**
 * When a breaker opens, and for how long.
 *
 * @param window the number of latest calls that are evaluated
 * @param failures the share of failed calls at which it opens
 * @param pause the time until one trial call is allowed
 */
public record BreakerSettings(int window, double failures, Duration pause) {

    /** These settings for a breaker whose clock is monotonic. */
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
