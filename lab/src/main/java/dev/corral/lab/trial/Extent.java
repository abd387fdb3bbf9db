package dev.corral.lab.trial;

import dev.corral.lab.scenario.Pace;
import java.time.Duration;

/**
 * How much the trials measure that can do with less.
 *
 * @param hotReads the time in which a hot key is read
 * @param rewrites the rows that are written while all nodes hold them
 * @param losses the times at which the connections of the pushes are closed
 * @param refreshes the time in which a key's refreshes are counted
 */
record Extent(Duration hotReads, int rewrites, int losses, Duration refreshes) {

    static Extent of(Pace pace) {
        return switch (pace) {
            case QUICK -> new Extent(Duration.ofMillis(1_500), 50, 10, Duration.ofSeconds(4));
            case USUAL -> new Extent(Duration.ofSeconds(3), 100, 20, Duration.ofSeconds(6));
            case LONG -> new Extent(Duration.ofSeconds(3), 200, 20, Duration.ofSeconds(6));
        };
    }
}
