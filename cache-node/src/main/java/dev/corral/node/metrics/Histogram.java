package dev.corral.node.metrics;

import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * A histogram: the number of observed values up to each of its limits. It has no sum of the values; its owner has one.
 */
final class Histogram implements LongConsumer {

    static final double NANOS_A_SECOND = 1e9;

    private static final long NANOS_A_MILLISECOND = 1_000_000;
    private static final long[] DURATIONS = LongStream.of(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .map(millis -> millis * NANOS_A_MILLISECOND)
            .toArray();
    private static final long[] CALLERS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000};

    private final long[] limits;
    private final double unit;
    private final StripedCounters counts;

    private Histogram(long[] limits, double unit) {
        this.limits = limits;
        this.unit = unit;
        this.counts = new StripedCounters(limits.length + 1);
    }

    /** A histogram that observes nanoseconds and exports seconds. */
    static Histogram ofDurations() {
        return new Histogram(DURATIONS, NANOS_A_SECOND);
    }

    static Histogram ofCallers() {
        return new Histogram(CALLERS, 1);
    }

    @Override
    public void accept(long value) {
        counts.add(bucket(value), 1);
    }

    /** The bucket of a value: the first one whose limit is not less. */
    int bucket(long value) {
        int bucket = 0;
        while (bucket < limits.length && value > limits[bucket]) {
            bucket++;
        }
        return bucket;
    }

    int buckets() {
        return limits.length + 1;
    }

    /**
     * @param ofNothing the number of values that were zero and were never observed
     * @param sum the sum of all values, in the exported unit
     */
    void tell(Metric metric, String cache, long ofNothing, double sum, Scrape families) {
        tell(metric, cache, ofNothing, sum, Exemplars.NONE, families);
    }

    /** @param exemplars a traced value for each bucket that has one */
    void tell(Metric metric, String cache, long ofNothing, double sum, Exemplars exemplars, Scrape families) {
        List<String> labels = new ArrayList<>(metric.labels());
        labels.add("le");
        long upToHere = ofNothing;
        for (int each = 0; each <= limits.length; each++) {
            upToHere += counts.sum(each);
            families.addBucket(metric, labels, upToHere, exemplars.of(each), cache, limit(each));
        }
        families.add(metric, "_count", upToHere, cache);
        families.add(metric, "_sum", sum, cache);
    }

    private String limit(int bucket) {
        return bucket == limits.length ? "+Inf" : Collector.doubleToGoString(limits[bucket] / unit);
    }
}
