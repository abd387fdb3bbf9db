package dev.corral.node.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a state that other threads cause, and fails if it does not occur in time. */
public final class Await {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private Await() {}

    public static void until(String state, BooleanSupplier reached) {
        until(state, LONGEST, reached);
    }

    public static void until(String state, Duration longest, BooleanSupplier reached) {
        long end = System.nanoTime() + longest.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("never came: " + state);
            }
            LockSupport.parkNanos(200_000);
        }
    }
}
