package dev.corral.lab.bench;

import dev.corral.lab.load.Lag;

/**
 * The cost of one side in one window, or in several.
 *
 * @param cpuMicros the processor time of the server's process
 * @param strays the requests that failed, or were served in another way than the measured one
 */
public record Reading(String side, long requests, long cpuMicros, long strays, Lag lag) {

    /** Returns the sum of both windows. */
    Reading plus(Reading other) {
        double late =
                (lag.lateShare() * requests + other.lag.lateShare() * other.requests) / (requests + other.requests);
        Lag both = new Lag(late, Math.max(lag.worstMillis(), other.lag.worstMillis()));
        return new Reading(side, requests + other.requests, cpuMicros + other.cpuMicros, strays + other.strays, both);
    }

    /** Returns the same requests with another processor time. */
    Reading costing(long micros) {
        return new Reading(side, requests, micros, strays, lag);
    }

    double perRequest() {
        return (double) cpuMicros / requests;
    }
}
