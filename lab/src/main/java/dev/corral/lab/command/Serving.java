package dev.corral.lab.command;

import dev.corral.lab.fleet.Ending;
import dev.corral.lab.fleet.RedisWatch;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What serves until the lab is ended from outside, and its watch. */
final class Serving {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private Serving() {}

    /**
     * Returns never: the lab is ended by a signal.
     *
     * @param requireAlive ends it with a sentence where a node has ended
     */
    static Integer untilEnded(Runnable requireAlive, RedisWatch redis) {
        while (true) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            requireAlive.run();
            redis.look().ifPresent(Serving::print);
        }
    }

    /** A Redis that ends with the lab is no news. */
    private static void print(String line) {
        if (!Ending.isWanted()) {
            System.err.println(line);
        }
    }
}
