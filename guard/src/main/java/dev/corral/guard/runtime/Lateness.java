package dev.corral.guard.runtime;

import java.time.Duration;

/**
 * Decides how much longer a wait lasts if its timer fires late. A late timer shows that an event loop of this process was
 * busy. The awaited answer may have arrived meanwhile and wait to be read, so that the end of the time limit says nothing
 * about the store or the origin.
 *
 * <p>The wait is extended by as much time as the loop was late, in all by a second at most. In that time the loop reads
 * what has arrived, and takes the further steps that an answer needs.
 */
public final class Lateness {

    /** The delay of a timer that does not count as late. */
    static final Duration TOLERATED = Duration.ofMillis(5);

    /** The longest extension of a wait, over all its extensions. */
    public static final Duration LONGEST = Duration.ofSeconds(1);

    /** The lateness of an event loop from which this process, and not the origin, counts as the bottleneck. */
    static final Duration NOTABLE = Duration.ofMillis(100);

    private static final Lag NONE = new Lag() {
        @Override
        public long recentNanos() {
            return 0;
        }

        @Override
        public long overdueNanos() {
            return 0;
        }
    };

    /** Extends no wait, however late its timer fires. */
    public static final Lateness IGNORED = new Lateness(NONE, Duration.ZERO);

    /** Judges each timer by its own delay. */
    public static final Lateness OF_TIMERS = of(NONE);

    private final Lag lag;
    private final long longestNanos;

    /** The lateness of the event loops, in nanoseconds. May be read by any thread. */
    public interface Lag {

        /** The largest lateness of an event loop within the last second. */
        long recentNanos();

        /** The largest lateness of an event loop that is busy now. */
        long overdueNanos();
    }

    private Lateness(Lag lag, Duration longest) {
        this.lag = lag;
        this.longestNanos = longest.toNanos();
    }

    /**
     * Judges each timer by its own delay and by the lateness of the event loops, because the answer can arrive on another
     * loop than the timer's.
     */
    public static Lateness of(Lag lag) {
        return new Lateness(lag, LONGEST);
    }

    /**
     * Returns how much longer a wait lasts, in nanoseconds; 0 if it ends now.
     *
     * @param lateNanos the delay of its timer
     * @param beforeNanos the extensions of the wait so far. A wait that was extended before is extended again only if a
     *     loop is late now.
     */
    public long extensionNanos(long lateNanos, long beforeNanos) {
        long loopsNanos = beforeNanos == 0 ? lag.recentNanos() : lag.overdueNanos();
        long nanos = Math.max(lateNanos, loopsNanos);
        return nanos < TOLERATED.toNanos() ? 0 : Math.min(nanos, longestNanos - beforeNanos);
    }

    /** Whether an event loop of this process is so late that responses of the origin may wait to be read. */
    public boolean isProcessLate() {
        return lag.recentNanos() >= NOTABLE.toNanos();
    }
}
