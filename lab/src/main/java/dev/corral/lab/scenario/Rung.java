package dev.corral.lab.scenario;

import dev.corral.guard.cache.Mitigation;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A rung of the ladder, in order: a stack that is a named cache of every node. */
public enum Rung {
    /** No cache at all. */
    NONE("none"),
    NAIVE("naive"),
    SINGLE_FLIGHT("single-flight"),
    LOCK("lock"),
    SWR("swr"),
    JITTER("jitter"),
    NEGATIVE("negative"),
    FULL("full");

    private final String cache;

    Rung(String cache) {
        this.cache = cache;
    }

    public String cache() {
        return cache;
    }

    public boolean caches() {
        return this != NONE;
    }

    /** Whether this rung includes what the other one adds. */
    public boolean atLeast(Rung other) {
        return compareTo(other) >= 0;
    }

    /** @throws IllegalArgumentException if there is no such rung; the message lists the rungs */
    public static Rung named(String name) {
        return Arrays.stream(values())
                .filter(rung -> rung.cache.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no rung '" + name + "'; the rungs are " + names() + ": correct the name"));
    }

    /** Returns the rung that adds this mitigation. */
    public static Rung adding(Mitigation mitigation) {
        return Arrays.stream(values())
                .filter(rung -> rung.cache.equals(mitigation.toString()))
                .findFirst()
                .orElse(FULL);
    }

    /** The index of a rung in the ladder by its name; a rung that the lab does not know is the last. */
    public static int place(String name) {
        return Arrays.stream(values())
                .filter(rung -> rung.cache.equals(name))
                .mapToInt(Rung::ordinal)
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }

    /** The name of the cache that is this rung without one mitigation. */
    public String without(Mitigation mitigation) {
        return cache + "-without-" + mitigation;
    }

    public static String names() {
        return Arrays.stream(values()).map(Rung::cache).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return cache;
    }
}
