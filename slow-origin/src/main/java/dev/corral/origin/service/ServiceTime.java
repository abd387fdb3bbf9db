package dev.corral.origin.service;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a worker needs for a query: a draw from a log-normal, longer under congestion.
 *
 * <p>Queries of a real database scatter like this: most near the median, some far above it, none near zero.
 */
public final class ServiceTime {

    private final Duration median;
    private final double spread;
    private final double congestion;
    private final RandomGenerator random;

    /**
     * @param spread the log-normal's sigma; 0 makes every draw the median
     * @param congestion how much a queue as long as there are workers adds to the service time; 0 is off
     */
    public ServiceTime(Duration median, double spread, double congestion, RandomGenerator random) {
        this.median = median;
        this.spread = spread;
        this.congestion = congestion;
        this.random = random;
    }

    /**
     * @param queueRatio queries that wait, divided by workers
     */
    public Duration draw(double queueRatio) {
        double scatter = Math.exp(spread * random.nextGaussian());
        double crowding = 1 + congestion * queueRatio;
        return Duration.ofNanos(Math.round(median.toNanos() * scatter * crowding));
    }
}
