package dev.corral.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Quantity;
import io.prometheus.client.CollectorRegistry;
import org.junit.jupiter.api.Test;

class CacheEventsTest {

    private final CollectorRegistry prometheus = new CollectorRegistry();
    private final NodeMetrics metrics = new NodeMetrics(prometheus);
    private final CacheEvents events = metrics.events("swr");

    @Test
    void eventsOfEachCache_areCountedApart() {
        CacheEvents others = metrics.events("lock");
        events.happened(Event.SHED);
        events.happened(Event.SHED);
        others.happened(Event.SHED);

        assertThat(value("cache_events_total", "event", "shed")).isEqualTo(2);
        assertThat(value("cache_events_total", "event", "dropped")).isZero();
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

    private double value(String name, String label, String of) {
        return prometheus.getSampleValue(name, new String[] {"cache", label}, new String[] {"swr", of});
    }

    private double total(String name) {
        return prometheus.getSampleValue(name, new String[] {"cache"}, new String[] {"swr"});
    }
}
