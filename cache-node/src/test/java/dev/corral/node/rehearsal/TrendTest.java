package dev.corral.node.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrendTest {

    private final Trend trend = new Trend();

    @Test
    void fewWindows_areNotFlatEvenIfTheyAreEqual() {
        windows(100, 100, 100, 100, 100);
        assertThat(trend.isFlat()).isFalse();

        windows(100);
        assertThat(trend.isFlat()).isTrue();
    }

    @Test
    void fallingLatency_isNotFlat() {
        windows(1_000, 800, 600, 500, 400, 300, 250);
        assertThat(trend.isFlat()).isFalse();

        windows(240, 241, 239);
        assertThat(trend.isFlat()).isTrue();
    }

    @Test
    void latencyThatFallsLate_isFlatOnlyAfterTheFall() {
        windows(100, 100, 100, 50, 50, 50);
        assertThat(trend.isFlat()).isFalse();

        windows(50);
        assertThat(trend.isFlat()).isTrue();
    }

    @Test
    void risingLatency_isFlat() {
        windows(100, 110, 120, 130, 140, 150);
        assertThat(trend.isFlat()).isTrue();
    }

    @Test
    void slowRounds_changeNoWindow() {
        for (int window = 0; window < Trend.FEWEST; window++) {
            rounds(Trend.WINDOW / 2 + 1, 100);
            rounds(Trend.WINDOW / 2 - 1, 100_000);
        }
        assertThat(trend.isFlat()).isTrue();
        assertThat(trend.lastNanos()).isEqualTo(100);
    }

    @Test
    void latencies_areThoseOfTheFirstAndOfTheLastCompleteWindow() {
        windows(900, 500, 300);
        rounds(Trend.WINDOW - 1, 7);

        assertThat(trend.firstNanos()).isEqualTo(900);
        assertThat(trend.lastNanos()).isEqualTo(300);
    }

    @Test
    void fewRounds_haveTheirMedian() {
        assertThat(trend.firstNanos()).isZero();
        rounds(2, 10);
        rounds(1, 1_000);

        assertThat(trend.firstNanos()).isEqualTo(10);
        assertThat(trend.lastNanos()).isEqualTo(10);
    }

    private void windows(long... medians) {
        for (long median : medians) {
            rounds(Trend.WINDOW, median);
        }
    }

    private void rounds(int number, long nanos) {
        for (int each = 0; each < number; each++) {
            trend.add(nanos);
        }
    }
}
