package dev.corral.node.metrics;

import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Quantity;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Counts the events of one cache, and records the distributions that no probe can measure. */
public final class CacheEvents implements Events {

    private final String cache;
    private final Map<Event, LongAdder> events = new EnumMap<>(Event.class);
    private final Map<Quantity, Distribution> quantities = new EnumMap<>(Quantity.class);

    CacheEvents(String cache) {
        this.cache = cache;
        for (Event event : Event.values()) {
            events.put(event, new LongAdder());
        }
        for (Quantity quantity : Quantity.values()) {
            quantities.put(quantity, distribution(quantity));
        }
    }

    @Override
    public void happened(Event event) {
        events.get(event).increment();
    }

    @Override
    public void observed(Quantity quantity, double value) {
        quantities.get(quantity).observe(value);
    }

    void tell(Scrape families) {
        events.forEach((event, count) -> families.add(Metric.EVENTS, count.sum(), cache, Scrape.label(event)));
        quantities.values().forEach(each -> each.tell(cache, families));
    }

    private static Distribution distribution(Quantity quantity) {
        return switch (quantity) {
            case CALLERS_OF_A_FLIGHT -> new Distribution(Metric.CALLERS_OF_A_FLIGHT, Histogram.ofCallers(), 1);
            case LOCK_WAIT_SECONDS -> Distribution.ofSeconds(Metric.LOCK_WAIT);
            case REBUILD_SECONDS -> Distribution.ofTracedSeconds(Metric.REBUILD_DURATION);
        };
    }

    /** @param scale the number of the histogram's units in one unit of the observed value */
    private record Distribution(
            Metric metric, Histogram histogram, double scale, Exemplars exemplars, DoubleAdder sum) {

        Distribution(Metric metric, Histogram histogram, double scale) {
            this(metric, histogram, scale, Exemplars.NONE, new DoubleAdder());
        }

        static Distribution ofSeconds(Metric metric) {
            return new Distribution(metric, Histogram.ofDurations(), Histogram.NANOS_A_SECOND);
        }

        /** A distribution of seconds with the trace of a value for each bucket. */
        static Distribution ofTracedSeconds(Metric metric) {
            Histogram histogram = Histogram.ofDurations();
            Exemplars exemplars = new Exemplars(histogram.buckets());
            return new Distribution(metric, histogram, Histogram.NANOS_A_SECOND, exemplars, new DoubleAdder());
        }

        void observe(double value) {
            long scaled = Math.round(value * scale);
            histogram.accept(scaled);
            sum.add(value);
            exemplars.observed(histogram.bucket(scaled), value);
        }

        void tell(String cache, Scrape families) {
            histogram.tell(metric, cache, 0, sum.sum(), exemplars, families);
        }
    }
}
