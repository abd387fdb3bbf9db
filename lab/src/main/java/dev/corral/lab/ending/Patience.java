package dev.corral.lab.ending;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for another process, which cannot notify the lab. */
public final class Patience {

    private static final Duration BRIEF = Duration.ofMillis(50);
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(20);

    private Patience() {}

    /**
     * Waits 50 ms.
     *
     * @throws LabException if the thread is interrupted
     */
    public static void brief() {
        pause(BRIEF);
        if (Thread.currentThread().isInterrupted()) {
            throw new LabException("interrupted");
        }
    }

    /** Waits for this long, or until the thread is interrupted. */
    public static void pause(Duration span) {
        LockSupport.parkNanos(span.toNanos());
    }

    /** Waits until the condition holds; returns false if it does not hold within that time. */
    public static boolean until(BooleanSupplier condition, Duration limit) {
        long endNanos = System.nanoTime() + limit.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > endNanos) {
                return false;
            }
            pause(BETWEEN_CHECKS);
        }
        return true;
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (LabException notYet) {
            return false;
        }
    }
}
