package dev.corral.lab.load;

/**
 * What became of one arrival.
 *
 * @param sentLagNanos from the intended instant to the real one: the generator's own fault
 * @param latencyNanos from the intended instant to the end of the answer
 * @param status of HTTP; 0 where there was none in time
 */
public record Sample(Arrival arrival, long sentLagNanos, long latencyNanos, int status, CacheStatus cacheStatus) {

    public static final int NO_ANSWER = 0;

    /** A 404 is the right answer to an id that is absent. */
    public boolean failed() {
        return arrival.keyClass() == KeyClass.ABSENT ? status != 404 : status != 200;
    }

    /** When it really was sent. */
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
