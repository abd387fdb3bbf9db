package dev.corral.node.metrics;

import dev.corral.guard.cache.PossibleCounts;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Quantity;
import dev.corral.guard.probe.RecentMaximum;
import dev.corral.guard.runtime.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Counts the events of one cache, and records the distributions and maxima that no probe can measure. */
public final class CacheEvents implements Events {

    private final String cache;
    private final Map<Event, LongAdder> events = new EnumMap<>(Event.class);
    private final Map<Quantity, Distribution> quantities = new EnumMap<>(Quantity.class);
    private final RecentMaximum largestFlight;
    private final RecentMaximum misses;
    private final Supplier<PossibleCounts> possible;

    /** @param possible the events that are exported from the start; all others are exported when they first happen */
    CacheEvents(String cache, Clock clock, Supplier<PossibleCounts> possible) {
        this.cache = cache;
        this.possible = possible;
        this.largestFlight = new RecentMaximum(clock);
        this.misses = new RecentMaximum(clock);
        for (Event event : Event.values()) {
            events.put(event, new LongAdder());
        }
        quantities.put(
                Quantity.CALLERS_OF_A_FLIGHT, new Distribution(Metric.CALLERS_OF_A_FLIGHT, Histogram.ofCallers(), 1));
        quantities.put(Quantity.LOCK_WAIT_SECONDS, Distribution.ofSeconds(Metric.LOCK_WAIT));
        quantities.put(Quantity.REBUILD_SECONDS, Distribution.ofSeconds(Metric.REBUILD_DURATION));
    }

    @Override
    public void happened(Event event) {
        events.get(event).increment();
    }

    @Override
    public void observed(Quantity quantity, double value) {
        switch (quantity) {
            case MISSES_OF_A_KEY -> misses.observe((int) value);
            case CALLERS_OF_A_FLIGHT -> {
                largestFlight.observe((int) value);
                quantities.get(quantity).observe(value);
            }
            case LOCK_WAIT_SECONDS, REBUILD_SECONDS -> quantities.get(quantity).observe(value);
        }
    }

    void tell(Scrape families) {
        PossibleCounts counts = possible.get();
        events.forEach(
                (event, count) -> tell(event, count.sum(), counts.events().contains(event), families));
        families.add(Metric.LARGEST_FLIGHT, largestFlight.get(), cache);
        families.add(Metric.CONCURRENT_MISSES, misses.get(), cache);
        quantities.values().forEach(each -> each.tell(cache, families));
    }

    private void tell(Event event, long count, boolean possible, Scrape families) {
        if (!possible && count == 0) {
            return;
        }
        if (event == Event.NEGATIVE_HIT) {
            families.add(Metric.NEGATIVE_HITS, count, cache);
        } else {
            families.add(Metric.EVENTS, count, cache, Scrape.label(event));
        }
    }

    /** @param scale the number of the histogram's units in one unit of the observed value */
    private record Distribution(Metric metric, Histogram histogram, double scale, DoubleAdder sum) {

        Distribution(Metric metric, Histogram histogram, double scale) {
            this(metric, histogram, scale, new DoubleAdder());
        }

        static Distribution ofSeconds(Metric metric) {
            return new Distribution(metric, Histogram.ofDurations(), Histogram.NANOS_A_SECOND);
        }

        void observe(double value) {
            histogram.accept(Math.round(value * scale));
            sum.add(value);
        }

        void tell(String cache, Scrape families) {
            histogram.tell(metric, cache, 0, sum.sum(), families);
        }
    }
}
