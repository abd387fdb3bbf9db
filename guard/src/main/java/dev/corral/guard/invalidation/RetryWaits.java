package dev.corral.guard.invalidation;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The waits of one retry, in their order: they double from {@link RetryPolicy#FIRST_WAIT} to
 * {@link RetryPolicy#LONGEST_WAIT}, and each is shortened randomly, by up to half.
 */
public final class RetryWaits {

    private static final int MAX_DOUBLINGS = 10;

    private final DoubleSupplier random;
    private int doublings;

    /** @param random uniform in [0, 1) */
    public RetryWaits(DoubleSupplier random) {
        this.random = random;
    }

    /** Returns the next wait. */
    public Duration next() {
        long millis = Math.min(RetryPolicy.FIRST_WAIT.toMillis() << doublings, RetryPolicy.LONGEST_WAIT.toMillis());
        doublings = Math.min(doublings + 1, MAX_DOUBLINGS);
        return Duration.ofMillis(Math.round(millis * (1 - random.getAsDouble() / 2)));
    }
}
