package dev.corral.node.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * How long callers waited, as a histogram of each cache. One of its own, because an entry into the registry's timers is
 * one of the dearest steps of a near hit, and they know no way to be told of many at once.
 */
@Singleton
public final class RequestDurations extends Collector {

    private static final double NANOS = 1e9;
    private static final long[] LIMITS_NANOS =
            Stream.of(CacheMeters.BUCKETS).mapToLong(Duration::toNanos).toArray();

    private final Map<String, OfCache> caches = new ConcurrentSkipListMap<>();

    public RequestDurations(CollectorRegistry exported) {
        exported.register(this);
    }

    OfCache of(String cache) {
        return caches.computeIfAbsent(cache, name -> new OfCache());
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<MetricFamilySamples.Sample> samples = new ArrayList<>();
        caches.forEach((cache, waits) -> waits.tell(cache, samples));
        return List.of(new MetricFamilySamples(
                Names.REQUEST_DURATION, Type.HISTOGRAM, "How long a caller waited for its answer.", samples));
    }

    /** The waits of one cache's callers, in nanoseconds. */
    static final class OfCache implements LongConsumer {
        private final LongAdder[] buckets = new LongAdder[LIMITS_NANOS.length + 1];
        private final LayerMeter outermost = new LayerMeter(this);

        private OfCache() {
            Arrays.setAll(buckets, each -> new LongAdder());
        }

        /** Where the callers come in; it knows those that never waited, and all waits together. */
        LayerMeter outermost() {
            return outermost;
        }

        @Override
        public void accept(long tookNanos) {
            int bucket = 0;
            while (bucket < LIMITS_NANOS.length && tookNanos > LIMITS_NANOS[bucket]) {
                bucket++;
            }
            buckets[bucket].increment();
        }

        private void tell(String cache, List<MetricFamilySamples.Sample> samples) {
            long upToHere = outermost.passed();
            for (int each = 0; each < buckets.length; each++) {
                upToHere += buckets[each].sum();
                samples.add(sample("_bucket", List.of(Names.CACHE, "le"), List.of(cache, limit(each)), upToHere));
            }
            samples.add(sample("_count", List.of(Names.CACHE), List.of(cache), upToHere));
            samples.add(sample("_sum", List.of(Names.CACHE), List.of(cache), outermost.totalNanos() / NANOS));
        }

        private static String limit(int bucket) {
            return bucket == LIMITS_NANOS.length ? "+Inf" : doubleToGoString(LIMITS_NANOS[bucket] / NANOS);
        }

        private static MetricFamilySamples.Sample sample(
                String suffix, List<String> labels, List<String> values, double value) {
            return new MetricFamilySamples.Sample(Names.REQUEST_DURATION + suffix, labels, values, value);
        }
    }
}
