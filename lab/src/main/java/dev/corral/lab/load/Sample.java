package dev.corral.lab.load;

import java.util.List;

/**
 * The result of one arrival.
 *
 * @param sentLagNanos the time from the scheduled instant to the real one, caused by the load generator
 * @param latencyNanos the time from the scheduled instant to the end of the response
 * @param status the HTTP status; 0 if there was no response in time
 */
public record Sample(Arrival arrival, long sentLagNanos, long latencyNanos, int status, CacheStatus cacheStatus) {

    public static final int NO_ANSWER = 0;

    /** Whether the read failed. A 404 is the correct response for an id that does not exist. */
    public boolean failed() {
        return arrival.keyClass() == KeyClass.ABSENT ? status != 404 : status != 200;
    }

    public static long failed(List<Sample> samples) {
        return samples.stream().filter(Sample::failed).count();
    }

    /** The instant at which the read was really sent. */
    public long sentMicros() {
        return atMicros() + sentLagNanos / 1_000;
    }

    public long endMicros() {
        return atMicros() + latencyNanos / 1_000;
    }

    public long atMicros() {
        return arrival.atNanos() / 1_000;
    }
}
