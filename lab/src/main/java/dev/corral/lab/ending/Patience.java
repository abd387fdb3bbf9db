package dev.corral.lab.ending;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Short waits between two checks of another process, which cannot notify the lab. */
public final class Patience {

    private static final Duration BRIEF = Duration.ofMillis(50);

    private Patience() {}

    /**
     * Waits 50 ms.
     *
     * @throws LabException if the thread is interrupted
     */
    public static void brief() {
        LockSupport.parkNanos(BRIEF.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new LabException("interrupted");
        }
    }
}
