package dev.corral.guard.near;

import dev.corral.guard.core.Key;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The number of near entries of each cache, and their weight. They are counted as they enter and leave, because a walk
 * over the table is slow.
 */
final class NearCounts {

    private final Map<String, Counts> byCache = new ConcurrentHashMap<>();

    private record Counts(LongAdder entries, LongAdder bytes) {
        static final Counts NONE = new Counts(new LongAdder(), new LongAdder());

        void add(int count, long weight) {
            entries.add(count);
            bytes.add(weight);
        }
    }

    void added(Key key, NearEntry nearEntry) {
        of(key.cache()).add(1, nearEntry.weight(key));
    }

    void removed(Key key, NearEntry nearEntry) {
        of(key.cache()).add(-1, -nearEntry.weight(key));
    }

    /** The number of entries of a cache. While entries enter and leave, it can differ by some of them. */
    long entries(String cache) {
        return sum(byCache.getOrDefault(cache, Counts.NONE).entries());
    }

    /** The weight of the entries of a cache, in bytes. While entries enter and leave, it can differ by some of them. */
    long bytes(String cache) {
        return sum(byCache.getOrDefault(cache, Counts.NONE).bytes());
    }

    /** A sum may have read that an entry left, and not that it had entered before. */
    private static long sum(LongAdder adder) {
        return Math.max(0, adder.sum());
    }

    private Counts of(String cache) {
        Counts counts = byCache.get(cache);
        return counts != null
                ? counts
                : byCache.computeIfAbsent(cache, name -> new Counts(new LongAdder(), new LongAdder()));
    }
}
