package dev.corral.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.cache.PossibleCounts;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Quantity;
import dev.corral.guard.probe.RecentMaximum;
import dev.corral.guard.testing.VirtualTime;
import io.prometheus.client.CollectorRegistry;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CacheEventsTest {

    private final CollectorRegistry prometheus = new CollectorRegistry();
    private final VirtualTime time = new VirtualTime();
    private final NodeMetrics metrics = new NodeMetrics(prometheus, time);
    private final CacheEvents events = metrics.events("swr");

    @Test
    void eventsOfEachCache_areCountedApart() {
        CacheEvents others = metrics.events("lock");
        events.happened(Event.SHED);
        events.happened(Event.SHED);
        others.happened(Event.SHED);

        assertThat(value("cache_events_total", "event", "shed")).isEqualTo(2);
        assertThat(prometheus.getSampleValue(
                        "cache_events_total", new String[] {"cache", "event"}, new String[] {"lock", "shed"}))
                .isEqualTo(1);
    }

    @Test
    void possibleEvents_areExportedFromTheStartAndOthersWhenTheyHappen() {
        metrics.expect("swr", () -> new PossibleCounts(Map.of(), Set.of(Event.SHED)));

        assertThat(value("cache_events_total", "event", "shed")).isZero();
        assertThat(exported("dropped")).isNull();
        events.happened(Event.DROPPED);
        assertThat(exported("dropped")).isEqualTo(1);
    }

    @Test
    void negativeHits_haveAMetricOfTheirOwn() {
        events.happened(Event.NEGATIVE_HIT);

        assertThat(total("corral_negative_hits_total")).isEqualTo(1);
        assertThat(exported("negative_hit")).isNull();
    }

    @Test
    void largestFlightAndMissesOfAKey_areMaximaOfTheLastSeconds() {
        events.observed(Quantity.CALLERS_OF_A_FLIGHT, 40);
        events.observed(Quantity.CALLERS_OF_A_FLIGHT, 3);
        events.observed(Quantity.MISSES_OF_A_KEY, 7);

        assertThat(total("corral_largest_flight")).isEqualTo(40);
        assertThat(total("corral_concurrent_misses")).isEqualTo(7);
        time.advance(RecentMaximum.SPAN);
        assertThat(total("corral_largest_flight")).isZero();
        assertThat(total("corral_concurrent_misses")).isZero();
        assertThat(total("singleflight_subscriber_count_count")).isEqualTo(2);
    }

    @Test
    void durations_areToldInSecondsUpToEachLimit() {
        events.observed(Quantity.LOCK_WAIT_SECONDS, 0.001);
        events.observed(Quantity.LOCK_WAIT_SECONDS, 0.0011);
        events.observed(Quantity.LOCK_WAIT_SECONDS, 11);

        assertThat(value("cache_lock_wait_seconds_bucket", "le", "0.001")).isEqualTo(1);
        assertThat(value("cache_lock_wait_seconds_bucket", "le", "0.005")).isEqualTo(2);
        assertThat(value("cache_lock_wait_seconds_bucket", "le", "10.0")).isEqualTo(2);
        assertThat(value("cache_lock_wait_seconds_bucket", "le", "+Inf")).isEqualTo(3);
        assertThat(total("cache_lock_wait_seconds_count")).isEqualTo(3);
        assertThat(total("cache_lock_wait_seconds_sum")).isEqualTo(11.0021);
    }

    @Test
    void callersOfAFlight_areCountedAsTheyAre() {
        events.observed(Quantity.CALLERS_OF_A_FLIGHT, 1);
        events.observed(Quantity.CALLERS_OF_A_FLIGHT, 200);

        assertThat(value("singleflight_subscriber_count_bucket", "le", "1.0")).isEqualTo(1);
        assertThat(value("singleflight_subscriber_count_bucket", "le", "100.0")).isEqualTo(1);
        assertThat(value("singleflight_subscriber_count_bucket", "le", "200.0")).isEqualTo(2);
        assertThat(total("singleflight_subscriber_count_sum")).isEqualTo(201);
    }

    private Double exported(String event) {
        return prometheus.getSampleValue(
                "cache_events_total", new String[] {"cache", "event"}, new String[] {"swr", event});
    }

    private double value(String name, String label, String of) {
        return prometheus.getSampleValue(name, new String[] {"cache", label}, new String[] {"swr", of});
    }

    private double total(String name) {
        return prometheus.getSampleValue(name, new String[] {"cache"}, new String[] {"swr"});
    }
}
