package dev.corral.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesTest {

    private final Series series = Series.parse("""
            # HELP cache_events_total Events inside the layers, which no count of requests shows.
            cache_events_total{cache="lock",event="fenced_out"} 3.0
            cache_events_total{cache="full",event="fenced_out"} 2.0
            cache_events_total{cache="full",event="shed"} 1.2E3
            cache_node_draining 1.0
            """);

    @Test
    void sum_isOverTheSeriesThatHaveTheLabels() {
        assertThat(series.sum("cache_events_total", Map.of("cache", "lock", "event", "fenced_out")))
                .isEqualTo(3);
        assertThat(series.sum("cache_events_total", Map.of("event", "fenced_out")))
                .isEqualTo(5);
        assertThat(series.sum("cache_events_total", Map.of("event", "shed"))).isEqualTo(1_200);
        assertThat(series.sum("cache_node_draining", Map.of())).isEqualTo(1);
    }

    @Test
    void whatIsNotThere_is0() {
        assertThat(series.sum("cache_events", Map.of())).isZero();
        assertThat(series.sum("cache_events_total", Map.of("cache", "swr"))).isZero();
    }
}
