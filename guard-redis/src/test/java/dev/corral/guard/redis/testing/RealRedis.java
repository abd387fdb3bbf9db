package dev.corral.guard.redis.testing;

import java.util.Optional;

/** A Redis that tests may start and stop. */
public interface RealRedis {

    /** Starts Redis on the same address as before, without data. */
    void start();

    void stop();

    String uri();

    /** Returns why this Redis cannot be used on this host; empty if it can. */
    default Optional<String> missing() {
        return Optional.empty();
    }
}
