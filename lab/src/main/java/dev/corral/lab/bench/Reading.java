package dev.corral.lab.bench;

import dev.corral.lab.load.Lag;

/**
 * What one side has cost in one window.
 *
 * @param cpuMicros processor time of the server's process
 * @param strays requests that failed, or were served in another way than the one that is measured
 */
public record Reading(String side, long requests, long cpuMicros, long strays, Lag lag) {

    /** Both windows as one. */
    Reading plus(Reading other) {
        double late =
                (lag.lateShare() * requests + other.lag.lateShare() * other.requests) / (requests + other.requests);
        Lag both = new Lag(late, Math.max(lag.worstMillis(), other.lag.worstMillis()));
        return new Reading(side, requests + other.requests, cpuMicros + other.cpuMicros, strays + other.strays, both);
    }

    double perRequest() {
        return (double) cpuMicros / requests;
    }
}
