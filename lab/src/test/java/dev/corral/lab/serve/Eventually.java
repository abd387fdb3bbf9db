package dev.corral.lab.serve;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for an effect of another process. */
final class Eventually {

    private static final long PATIENCE_SECONDS = 20;

    private Eventually() {}

    static void holds(Callable<Boolean> condition) throws Exception {
        holds(condition, PATIENCE_SECONDS, () -> "");
    }

    /** @param seen returns the state for the message if the condition does not hold in time */
    static void holds(Callable<Boolean> condition, long patienceSeconds, Callable<String> seen) throws Exception {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
        while (!condition.call()) {
            if (System.nanoTime() > endNanos) {
                throw new AssertionError("not within " + patienceSeconds + " s: " + seen.call());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
