package dev.corral.lab.scenario;

import java.time.Duration;

/**
 * How long a run measures. The TTL of the hot key is at least five times the time of a query: an early refresh begins a
 * fifth of the TTL before its end, and has ended by then.
 */
public enum Pace {
    QUICK(Duration.ofMillis(1_250), Duration.ofMillis(250), 3),
    USUAL(Duration.ofSeconds(2), Duration.ofMillis(400), 5),
    LONG(Duration.ofSeconds(6), Duration.ofMillis(400), 5);

    private final Duration hotTtl;
    private final Duration originMedian;
    private final int boundaries;

    Pace(Duration hotTtl, Duration originMedian, int boundaries) {
        this.hotTtl = hotTtl;
        this.originMedian = originMedian;
        this.boundaries = boundaries;
    }

    /** The TTL of the hot key. */
    public Duration hotTtl() {
        return hotTtl;
    }

    /** The median time of a query. */
    public Duration originMedian() {
        return originMedian;
    }

    /** The number of boundaries to count at each rung. */
    public int boundaries() {
        return boundaries;
    }
}
