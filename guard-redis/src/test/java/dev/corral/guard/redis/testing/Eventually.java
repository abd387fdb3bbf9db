package dev.corral.guard.redis.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits for conditions that another process or thread fulfils: checks often, and fails with a sentence after a time
 * limit.
 */
public final class Eventually {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long LOOK_NANOS = 500_000;

    private Eventually() {}

    public static void holds(String what, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (deadlineNanos - System.nanoTime() < 0) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Returns when this process' monotonic clock has advanced by this time. */
    public static void passed(Duration time) {
        long deadlineNanos = System.nanoTime() + time.toNanos();
        holds(time + " have passed", () -> deadlineNanos - System.nanoTime() <= 0);
    }
}
