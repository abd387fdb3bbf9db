package dev.corral.lab.command;

import dev.corral.lab.ending.Ending;
import dev.corral.lab.fleet.RedisWatch;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The wait of a serving command until the lab is ended from outside, with a watch of its Redis. */
final class Serving {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private Serving() {}

    /**
     * Never returns, because the lab is ended by a signal.
     *
     * @param requireAlive throws an exception with a sentence if a node has ended
     */
    static Integer untilEnded(Runnable requireAlive, RedisWatch redis) {
        return untilEnded(() -> {
            requireAlive.run();
            redis.look().ifPresent(Serving::print);
        });
    }

    /** @param look is run each second, and throws an exception with a sentence if a process has ended */
    static Integer untilEnded(Runnable look) {
        while (true) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            look.run();
        }
    }

    /** The end of a Redis during the shutdown of the lab is not reported. */
    private static void print(String line) {
        if (!Ending.isWanted()) {
            System.err.println(line);
        }
    }
}
