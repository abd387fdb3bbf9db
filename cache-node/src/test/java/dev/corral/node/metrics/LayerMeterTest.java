package dev.corral.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.cache.Layers;
import dev.corral.guard.cache.PossibleCounts;
import dev.corral.guard.chain.Stack;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.probe.Outcome;
import io.prometheus.client.CollectorRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tests of the well-known counters that are readings of the meters. */
class LayerMeterTest {

    private static final CacheConfig CONFIG =
            CacheConfig.of("swr").layers(List.of("deadline", "lookup", "fill", "timeout"));

    private final CollectorRegistry prometheus = new CollectorRegistry();
    private final NodeMetrics metrics = new NodeMetrics(prometheus);
    private final CacheMeters meters = metrics.meters("swr", PossibleCounts.ofAny(Layers.STANDARD));

    @Test
    void foregroundRequestsThatTheReadPartDoesNotAnswer_areMisses() {
        meters.before(Stack.MISS).entered(Purpose.FOREGROUND);
        meters.before(Stack.MISS).entered(Purpose.REFRESH);

        assertThat(count(Metric.MISSES)).isEqualTo(1);
    }

    @Test
    void everyRequestToTheOrigin_isAQuery() {
        meters.before(Stack.ORIGIN).entered(Purpose.FOREGROUND);
        meters.before(Stack.ORIGIN).entered(Purpose.REFRESH);

        assertThat(count(Metric.QUERIES)).isEqualTo(2);
    }

    @Test
    void staleAnswersToCallers_areStaleServes() {
        meters.before("deadline").left(Purpose.FOREGROUND, Outcome.STALE, 1);
        meters.before("deadline").left(Purpose.FOREGROUND, Outcome.HIT, 1);
        meters.before("lookup").left(Purpose.FOREGROUND, Outcome.STALE, 1);

        assertThat(count(Metric.STALE_SERVED)).isEqualTo(1);
    }

    @Test
    void inFlight_isWhatHasEnteredAndNotLeft() {
        meters.before("fill").entered(Purpose.FOREGROUND);
        meters.before("fill").entered(Purpose.REFRESH);
        meters.before("fill").left(Purpose.REFRESH, Outcome.FAILED, 5_000_000_000L);

        assertThat(inFlight("fill")).isEqualTo(1);
        assertThat(value(Metric.LAYER_DURATION, "_sum", "swr", "fill")).isEqualTo(5);
        assertThat(value(Metric.LAYER_DURATION, "_count", "swr", "fill")).isEqualTo(1);
    }

    @Test
    void whoPassed_countsAsARequestThatNeverWaited() {
        meters.before("deadline").passed(Purpose.FOREGROUND, Outcome.NEAR);
        meters.before("deadline").passed(Purpose.FOREGROUND, Outcome.STALE);
        meters.before("deadline").entered(Purpose.FOREGROUND);
        meters.before("deadline").left(Purpose.FOREGROUND, Outcome.ORIGIN, 1_500_000_000L);

        assertThat(count(Metric.STALE_SERVED)).isEqualTo(1);
        assertThat(value(Metric.LAYER_REQUESTS, "", "swr", "deadline", "foreground"))
                .isEqualTo(3);
        assertThat(inFlight("deadline")).isZero();
        assertThat(waited("0.001")).isEqualTo(2);
        assertThat(waited("1.0")).isEqualTo(2);
        assertThat(waited("2.5")).isEqualTo(3);
        assertThat(waited("+Inf")).isEqualTo(3);
        assertThat(value(Metric.REQUEST_DURATION, "_count", "swr")).isEqualTo(3);
        assertThat(value(Metric.REQUEST_DURATION, "_sum", "swr")).isEqualTo(1.5);
    }

    @Test
    void outcomesOfTheChain_areExportedFromTheStart() {
        metrics.expect("swr", () -> PossibleCounts.of(Layers.STANDARD, CONFIG));
        meters.before("deadline");
        meters.before("lookup");

        assertThat(outcome("lookup", "foreground", "hit")).isZero();
        assertThat(outcome("deadline", "foreground", "failed")).isZero();
        assertThat(outcome("deadline", "foreground", "origin")).isZero();
        assertThat(outcome("lookup", "foreground", "near")).isNull();
        assertThat(outcome("origin", "foreground", "failed"))
                .as("not in use")
                .isNull();
        assertThat(outcome("lookup", "foreground", "stale")).isNull();
        meters.before("lookup").left(Purpose.FOREGROUND, Outcome.STALE, 1);
        assertThat(outcome("lookup", "foreground", "stale"))
                .as("of another chain")
                .isEqualTo(1);
    }

    @Test
    void outcomeThatTheLayerCannotCause_isExportedAtTheOutermostLayerOnly() {
        metrics.expect("swr", () -> PossibleCounts.of(Layers.STANDARD, CONFIG));
        meters.before("deadline").left(Purpose.FOREGROUND, Outcome.FAILED, 1);
        meters.before("lookup").left(Purpose.FOREGROUND, Outcome.FAILED, 1);

        assertThat(outcome("deadline", "foreground", "failed")).isEqualTo(1);
        assertThat(outcome("lookup", "foreground", "failed")).isNull();
        assertThat(value(Metric.LAYER_DURATION, "_count", "swr", "lookup")).isEqualTo(1);
    }

    /** A chain that loses a layer keeps the counts of the layer. */
    @Test
    void countAboveZero_staysWhenItIsNoLongerPossible() {
        AtomicReference<PossibleCounts> possible =
                new AtomicReference<>(PossibleCounts.of(Layers.STANDARD, CONFIG));
        metrics.expect("swr", possible::get);
        meters.before("lookup").passed(Purpose.FOREGROUND, Outcome.HIT);

        possible.set(PossibleCounts.NONE);

        assertThat(outcome("lookup", "foreground", "hit")).isEqualTo(1);
    }

    private Double outcome(String layer, String purpose, String outcome) {
        return prometheus.getSampleValue(
                Metric.LAYER_OUTCOMES.prometheus(),
                Metric.LAYER_OUTCOMES.labels().toArray(String[]::new),
                new String[] {"swr", layer, purpose, outcome});
    }

    private double waited(String seconds) {
        return prometheus.getSampleValue(
                Metric.REQUEST_DURATION.prometheus() + "_bucket",
                new String[] {"cache", "le"},
                new String[] {"swr", seconds});
    }

    private double inFlight(String layer) {
        return value(Metric.LAYER_IN_FLIGHT, "", "swr", layer);
    }

    private double count(Metric metric) {
        return value(metric, "", "swr");
    }

    private double value(Metric metric, String suffix, String... labels) {
        return prometheus.getSampleValue(
                metric.prometheus() + suffix, metric.labels().toArray(String[]::new), labels);
    }
}
