package dev.corral.lab.scenario;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The stacks of the ladder, in order. Each is a named cache of every node. */
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

    /** The name of its cache. */
    public String cache() {
        return cache;
    }

    public boolean caches() {
        return this != NONE;
    }

    /** Whether this rung has what the other one adds. */
    public boolean atLeast(Rung other) {
        return compareTo(other) >= 0;
    }

    /** @throws IllegalArgumentException naming the rungs there are */
    public static Rung named(String name) {
        return Arrays.stream(values())
                .filter(rung -> rung.cache.equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no rung '" + name + "'; there are " + names()));
    }

    public static String names() {
        return Arrays.stream(values()).map(Rung::cache).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return cache;
    }
}
