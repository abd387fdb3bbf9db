package dev.corral.guard.redis.testing;

import java.util.Optional;

/** A Redis that tests may start and stop. */
public interface RealRedis {

    /** On the same address as before, with nothing in it. */
    void start();

    void stop();

    String uri();

    /** Why it cannot be had on this host; empty where it can. */
    default Optional<String> missing() {
        return Optional.empty();
    }
}
