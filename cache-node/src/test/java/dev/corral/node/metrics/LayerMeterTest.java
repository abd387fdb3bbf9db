package dev.corral.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Purpose;
import dev.corral.guard.core.Stack;
import dev.corral.guard.probe.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the well-known counters read from the probes. */
class LayerMeterTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CollectorRegistry prometheus = new CollectorRegistry();
    private final RequestDurations durations = new RequestDurations(prometheus);
    private final CacheMeters meters =
            new CacheMeters(registry, durations, "swr", List.of("deadline", "lookup", "fill"));

    @BeforeEach
    void export() {
        meters.export();
    }

    @Test
    void whatHappenedBeforeAnybodyCouldAsk_isCounted() {
        SimpleMeterRegistry later = new SimpleMeterRegistry();
        CacheMeters busy = new CacheMeters(later, durations, "swr", List.of("deadline", "lookup", "fill"));
        busy.before("fill").entered(Purpose.FOREGROUND);

        busy.export();

        assertThat(later.get(Names.MISSES).functionCounter().count()).isEqualTo(1);
    }

    @Test
    void foregroundRequestsBehindTheStore_areMisses() {
        meters.before("lookup").entered(Purpose.FOREGROUND);
        meters.before("fill").entered(Purpose.FOREGROUND);
        meters.before("fill").entered(Purpose.REFRESH);

        assertThat(count(Names.MISSES)).isEqualTo(1);
    }

    @Test
    void withoutAStore_everyRequestIsAMiss() {
        CacheMeters bare = new CacheMeters(registry, durations, "none", List.of("deadline"));
        bare.export();

        bare.before("deadline").entered(Purpose.FOREGROUND);

        assertThat(registry.get(Names.MISSES)
                        .tag("cache", "none")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void everyRequestToTheOrigin_isAQuery() {
        meters.before(Stack.ORIGIN).entered(Purpose.FOREGROUND);
        meters.before(Stack.ORIGIN).entered(Purpose.REFRESH);

        assertThat(count(Names.QUERIES)).isEqualTo(2);
    }

    @Test
    void staleAnswersToCallers_areStaleServes() {
        meters.before("deadline").left(Purpose.FOREGROUND, Outcome.STALE, 1);
        meters.before("deadline").left(Purpose.FOREGROUND, Outcome.HIT, 1);
        meters.before("lookup").left(Purpose.FOREGROUND, Outcome.STALE, 1);

        assertThat(count(Names.STALE_SERVED)).isEqualTo(1);
    }

    @Test
    void inFlight_isWhatHasEnteredAndNotLeft() {
        meters.before("fill").entered(Purpose.FOREGROUND);
        meters.before("fill").entered(Purpose.REFRESH);
        meters.before("fill").left(Purpose.REFRESH, Outcome.FAILED, 5_000_000_000L);

        assertThat(inFlight("fill")).isEqualTo(1);
        assertThat(registry.get(Names.LAYER_DURATION)
                        .tag("layer", "fill")
                        .functionTimer()
                        .totalTime(java.util.concurrent.TimeUnit.SECONDS))
                .isEqualTo(5);
    }

    @Test
    void whoPassed_countsAsARequestThatNeverWaited() {
        meters.before("deadline").passed(Purpose.FOREGROUND, Outcome.NEAR);
        meters.before("deadline").passed(Purpose.FOREGROUND, Outcome.STALE);
        meters.before("deadline").entered(Purpose.FOREGROUND);
        meters.before("deadline").left(Purpose.FOREGROUND, Outcome.ORIGIN, 1_500_000_000L);

        assertThat(count(Names.STALE_SERVED)).isEqualTo(1);
        assertThat(registry.get(Names.LAYER_REQUESTS)
                        .tag("layer", "deadline")
                        .functionCounter()
                        .count())
                .isEqualTo(3);
        assertThat(inFlight("deadline")).isZero();
        assertThat(waited("0.001")).isEqualTo(2);
        assertThat(waited("1.0")).isEqualTo(2);
        assertThat(waited("2.5")).isEqualTo(3);
        assertThat(waited("+Inf")).isEqualTo(3);
        assertThat(prometheus.getSampleValue(
                        Names.REQUEST_DURATION + "_count", new String[] {"cache"}, new String[] {"swr"}))
                .isEqualTo(3);
        assertThat(prometheus.getSampleValue(
                        Names.REQUEST_DURATION + "_sum", new String[] {"cache"}, new String[] {"swr"}))
                .isEqualTo(1.5);
    }

    private double waited(String seconds) {
        return prometheus.getSampleValue(
                Names.REQUEST_DURATION + "_bucket", new String[] {"cache", "le"}, new String[] {"swr", seconds});
    }

    private double inFlight(String layer) {
        return registry.get(Names.LAYER_IN_FLIGHT).tag("layer", layer).gauge().value();
    }

    private double count(String name) {
        return registry.get(name).functionCounter().count();
    }
}
