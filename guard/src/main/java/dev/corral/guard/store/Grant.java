package dev.corral.guard.store;

import dev.corral.guard.core.Entry;
import java.time.Duration;

/** The reply to a request for the fleet-wide lock. */
public sealed interface Grant {

    /** A newer entry is stored already. */
    record Found(Entry entry) implements Grant {}

    /** The lease was granted; the rebuild's write must present this fence. */
    record Granted(long fence) implements Grant {}

    /** Another holder has the lease, at most for {@code left} unless it is renewed. */
    record Busy(Duration left) implements Grant {}

    /** The last load has just failed; no process loads for {@code left}. */
    record BackingOff(Duration left) implements Grant {}

    /** The answer will not be stored: load without the lock, so that nodes do not load one after another. */
    record Pass() implements Grant {}
}
