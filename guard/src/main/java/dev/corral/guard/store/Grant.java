package dev.corral.guard.store;

import dev.corral.guard.core.Entry;
import java.time.Duration;

/** What a request for the fleet's lock was answered. */
public sealed interface Grant {

    /** There is a newer entry already. */
    record Found(Entry entry) implements Grant {}

    /** The lease is held now; the rebuild's write must present this fence. */
    record Granted(long fence) implements Grant {}

    /** Somebody else holds it, at most for {@code left} unless renewed. */
    record Busy(Duration left) implements Grant {}

    /** A load elsewhere has just failed; nobody loads for {@code left}. */
    record BackingOff(Duration left) implements Grant {}

    /** The answer will not be stored: load without the lock, so that nodes do not load one after another. */
    record Pass() implements Grant {}
}
