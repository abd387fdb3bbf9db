package dev.corral.origin.service;

import java.util.HashMap;
import java.util.Map;

/**
 * The queries that have arrived and are not answered yet, by key.
 *
 * <p>Two queries for one key at a time are duplicate work: the origin's own sign of a stampede.
 */
public final class InProgress {

    private final Map<String, Integer> queriesByKey = new HashMap<>();
    private volatile int total;

    /** Returns whether the key was already in progress. */
    boolean enter(String key) {
        total = total + 1;
        return queriesByKey.merge(key, 1, Integer::sum) > 1;
    }

    void leave(String key) {
        total = total - 1;
        queriesByKey.computeIfPresent(key, (same, queries) -> queries == 1 ? null : queries - 1);
    }

    public int total() {
        return total;
    }
}
