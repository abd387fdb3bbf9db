package dev.corral.lab.measure;

import static dev.corral.lab.measure.LedgerTest.ledger;
import static dev.corral.lab.measure.LedgerTest.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.Scenarios;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Sample;
import dev.corral.lab.scenario.Scenario;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Scenario SCENARIO = Scenarios.small(1);

    @Test
    void query_countsInTheBinAndForTheClassInWhichItBegins() {
        Timeline timeline = Timeline.of(
                ledger(
                        query("hot", 99_999, 400_000),
                        query("hot", 100_000, 1),
                        query("product-1", 150_000, 1),
                        query("absent-2", 199_000, 1)),
                List.of(),
                SCENARIO);
        assertThat(timeline.binMillis()).isEqualTo(100);
        assertThat(Arrays.copyOf(timeline.hot(), 3)).containsExactly(1, 1, 0);
        assertThat(Arrays.copyOf(timeline.product(), 3)).containsExactly(0, 1, 0);
        assertThat(Arrays.copyOf(timeline.absent(), 3)).containsExactly(0, 1, 0);
        assertThat(timeline.peak()).isEqualTo(3);
    }

    @Test
    void queryBeforeTheStartOrAfterTheLastArrival_isNotLost() {
        long lateMicros = SCENARIO.duration().plusSeconds(3).toNanos() / 1_000;
        Timeline timeline =
                Timeline.of(ledger(query("hot", -5_000, 1), query("hot", lateMicros, 1)), List.of(), SCENARIO);
        assertThat(timeline.hot()[0]).isEqualTo(1);
        assertThat(timeline.hot()[timeline.hot().length - 1]).isEqualTo(1);
    }

    @Test
    void waits_areThoseOfRowsThatExistAndMissingWhereNobodyReads() {
        Timeline timeline = Timeline.of(
                ledger(),
                List.of(read(KeyClass.HOT, 10, 2), read(KeyClass.PRODUCT, 20, 4), read(KeyClass.ABSENT, 30, 900)),
                SCENARIO);
        assertThat(timeline.p50().getFirst()).isBetween(2.0, 2.01);
        assertThat(timeline.p99().getFirst()).isBetween(4.0, 4.01);
        assertThat(timeline.p99().get(1)).isNull();
    }

    @Test
    void longRun_hasWiderBinsAndNotMoreOfThem() {
        Scenario.Times times = SCENARIO.times();
        Scenario longer = new Scenario(
                3,
                1,
                100,
                SCENARIO.load(),
                new Scenario.Times(
                        Duration.ofSeconds(60),
                        times.productTtl(),
                        times.staleFor(),
                        times.jitter(),
                        times.negativeTtl()),
                SCENARIO.origin());
        Timeline timeline = Timeline.of(ledger(query("hot", 0, 1)), List.of(), longer);
        assertThat(timeline.binMillis()).isGreaterThan(100);
        assertThat(timeline.hot().length).isLessThanOrEqualTo(600);
    }

    @Test
    void boundaries_areMarkedWhereTheFirstQueryBegins() {
        Timeline timeline = Timeline.of(
                ledger(query("hot", 0, 1), query("hot", 50_000, 1), query("hot", 2_400_000, 1)), List.of(), SCENARIO);
        assertThat(timeline.boundaryMillis()).containsExactly(0L, 2_400L);
    }

    private static Sample read(KeyClass keyClass, long atMillis, long latencyMillis) {
        return new Sample(
                new Arrival(atMillis * 1_000_000, keyClass, 0, 0),
                0,
                latencyMillis * 1_000_000,
                200,
                CacheStatus.FRESH);
    }
}
