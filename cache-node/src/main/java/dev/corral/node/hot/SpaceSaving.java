package dev.corral.node.hot;

import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.ObjLongConsumer;

/**
 * A sketch of the most frequent keys of a stream, with a fixed number of counters. A key without a counter takes over
 * the smallest one, together with its count, which is the error of the new count.
 *
 * <p>Of n keys in c counters, every key that occurred more than n / c times has a counter. What is reported is the
 * count without its error: never more than the true number, and less by n / c at most.
 *
 * @see <a href="https://doi.org/10.1007/978-3-540-30570-5_27">Metwally, Agrawal, El Abbadi: Efficient computation of
 *     frequent and top-k elements in data streams</a>
 */
final class SpaceSaving {

    private final int most;
    private final Map<String, Counter> counters;

    private static final class Counter {
        private final long error;
        private long count;

        Counter(long error) {
            this.error = error;
            this.count = error;
        }
    }

    /** @param most the number of counters */
    SpaceSaving(int most) {
        this.most = most;
        this.counters = HashMap.newHashMap(most);
    }

    void add(String key) {
        Counter counter = counters.get(key);
        if (counter == null) {
            counter = new Counter(counters.size() < most ? 0 : takeSmallest());
            counters.put(key, counter);
        }
        counter.count++;
    }

    /** Removes the smallest counter, and returns its count. */
    private long takeSmallest() {
        Entry<String, Counter> smallest = null;
        for (Entry<String, Counter> each : counters.entrySet()) {
            if (smallest == null || each.getValue().count < smallest.getValue().count) {
                smallest = each;
            }
        }
        counters.remove(smallest.getKey());
        return smallest.getValue().count;
    }

    /** Reports each key that has a counter, and how often it occurred at least. */
    void report(ObjLongConsumer<String> receiver) {
        counters.forEach((key, counter) -> receiver.accept(key, counter.count - counter.error));
    }
}
