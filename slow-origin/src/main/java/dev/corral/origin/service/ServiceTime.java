package dev.corral.origin.service;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The time that a worker needs for a query: a draw from a log-normal distribution, longer under congestion.
 *
 * <p>The queries of a real database are distributed like this: most near the median, some far above it, none near zero.
 */
public final class ServiceTime {

    private final Duration median;
    private final double spread;
    private final double congestion;
    private final RandomGenerator random;

    /**
     * @param spread the sigma of the log-normal distribution; 0 makes every draw the median
     * @param congestion the share that a queue as long as the number of workers adds to the service time; 0 is off
     */
    public ServiceTime(Duration median, double spread, double congestion, RandomGenerator random) {
        this.median = median;
        this.spread = spread;
        this.congestion = congestion;
        this.random = random;
    }

    /** @param queueRatio the number of waiting queries, divided by the number of workers */
    public Duration draw(double queueRatio) {
        double scatter = Math.exp(spread * random.nextGaussian());
        double crowding = 1 + congestion * queueRatio;
        return Duration.ofNanos(Math.round(median.toNanos() * scatter * crowding));
    }
}
