package dev.corral.guard.runtime;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Decides how much longer a wait lasts if its timer fires late. A late timer shows that an event loop of this process was
 * busy. The awaited answer may have arrived meanwhile and wait to be read, so that the end of the time limit says nothing
 * about the store or the origin.
 *
 * <p>The wait is extended once, by as much time as the loop was late. In that time the loop reads what has arrived, and
 * takes the further steps that an answer needs.
 */
public final class Lateness {

    /** The delay of a timer that does not count as late. */
    static final Duration TOLERATED = Duration.ofMillis(5);

    /** The longest extension of a wait. */
    public static final Duration LONGEST = Duration.ofSeconds(1);

    /** The lateness of an event loop from which this process, and not the origin, counts as the bottleneck. */
    static final Duration NOTABLE = Duration.ofMillis(100);

    /** Extends no wait, however late its timer fires. */
    public static final Lateness IGNORED = new Lateness(() -> 0, Duration.ZERO);

    /** Judges each timer by its own delay. */
    public static final Lateness OF_TIMERS = of(() -> 0);

    private final LongSupplier loops;
    private final long longestNanos;

    private Lateness(LongSupplier loops, Duration longest) {
        this.loops = loops;
        this.longestNanos = longest.toNanos();
    }

    /**
     * Judges each timer by its own delay and by the lateness of the event loops, because the answer can arrive on another
     * loop than the timer's.
     *
     * @param loops the largest recent lateness of an event loop, in nanoseconds; may be read by any thread
     */
    public static Lateness of(LongSupplier loops) {
        return new Lateness(loops, LONGEST);
    }

    /**
     * Returns how much longer a wait lasts, in nanoseconds; 0 if it ends now.
     *
     * @param lateNanos the delay of its timer
     */
    public long extensionNanos(long lateNanos) {
        long nanos = Math.max(lateNanos, loops.getAsLong());
        return nanos < TOLERATED.toNanos() ? 0 : Math.min(nanos, longestNanos);
    }

    /** Whether an event loop of this process is so late that responses of the origin may wait to be read. */
    public boolean isProcessLate() {
        return loops.getAsLong() >= NOTABLE.toNanos();
    }
}
