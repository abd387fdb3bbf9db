package dev.corral.lab.fleet;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waiting for another process, which has no way to call. */
final class Patience {

    private static final Duration BRIEF = Duration.ofMillis(50);

    private Patience() {}

    static void brief() {
        LockSupport.parkNanos(BRIEF.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new LabException("interrupted");
        }
    }
}
