package dev.corral.lab.drill;

import java.time.Duration;
import java.util.Optional;

/** The instant from which on a condition has held without interruption. */
final class Since {

    private final Duration stable;
    private long fromNanos;
    private boolean holds;
    private boolean isStable;

    /** @param stable how long it must hold; a sawtooth is healthy between two of its spikes */
    Since(Duration stable) {
        this.stable = stable;
    }

    /** Adds what was seen at an instant, by {@link System#nanoTime()}; returns whether it has held for long enough. */
    boolean add(boolean condition, long atNanos) {
        if (condition && !holds) {
            fromNanos = atNanos;
        }
        holds = condition;
        isStable = holds && atNanos - fromNanos >= stable.toNanos();
        return isStable;
    }

    /** The time from an instant until it began to hold; empty if it has not held for long enough. */
    Optional<Duration> after(long nanos) {
        return isStable ? Optional.of(Duration.ofNanos(Math.max(0, fromNanos - nanos))) : Optional.empty();
    }
}
