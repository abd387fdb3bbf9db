package dev.corral.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Purpose;
import dev.corral.guard.core.Stack;
import dev.corral.guard.probe.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the well-known counters read from the probes. */
class LayerMeterTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CacheMeters meters = new CacheMeters(registry, "swr", List.of("deadline", "lookup", "fill"));

    @BeforeEach
    void export() {
        meters.export();
    }

    @Test
    void whatHappenedBeforeAnybodyCouldAsk_isCounted() {
        SimpleMeterRegistry later = new SimpleMeterRegistry();
        CacheMeters busy = new CacheMeters(later, "swr", List.of("deadline", "lookup", "fill"));
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
        CacheMeters bare = new CacheMeters(registry, "none", List.of("deadline"));
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

        assertThat(registry.get(Names.LAYER_IN_FLIGHT)
                        .tag("layer", "fill")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get(Names.LAYER_DURATION)
                        .tag("layer", "fill")
                        .functionTimer()
                        .totalTime(java.util.concurrent.TimeUnit.SECONDS))
                .isEqualTo(5);
    }

    private double count(String name) {
        return registry.get(name).functionCounter().count();
    }
}
