package dev.corral.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BoundaryTest {

    private static final Duration TTL = Duration.ofMillis(1);

    @Test
    void queriesWithinHalfATtlOfTheFirst_areOneBoundary() {
        assertThat(counts(0, 100, 499, 1_000, 2_100)).containsExactly(3, 1, 1);
        assertThat(counts(0, 500, 1_000)).containsExactly(1, 1, 1);
    }

    @Test
    void gapOfMoreThanOneAndAHalfTtl_holdsABoundaryWithNothing() {
        assertThat(counts(0, 1_510)).containsExactly(1, 1);
        assertThat(counts(0, 1_511)).containsExactly(1, 0, 1);
    }

    /** As on a machine on which a herd of queries takes its time. */
    @Test
    void slowAnswers_leaveOutNoBoundary() {
        assertThat(Boundary.of(
                        LedgerTest.ledger(
                                LedgerTest.query("hot", 0, 400),
                                LedgerTest.query("hot", 450, 450),
                                LedgerTest.query("hot", 1_910, 400)),
                        TTL))
                .extracting(Boundary::count)
                .containsExactly(2, 1);
    }

    @Test
    void window_runsFromTheFirstQueryToTheLastAnswerAnd100Ms() {
        Boundary boundary = Boundary.of(
                        LedgerTest.ledger(LedgerTest.query("hot", 1_000, 50), LedgerTest.query("hot", 1_100, 400)), TTL)
                .getFirst();
        assertThat(boundary.covers(999)).isFalse();
        assertThat(boundary.covers(1_000)).isTrue();
        assertThat(boundary.covers(101_500)).isTrue();
        assertThat(boundary.covers(101_501)).isFalse();
        assertThat(boundary.firstLoadMicros()).isEqualTo(50);
    }

    @Test
    void emptyBoundary_coversNothing() {
        Boundary empty = Boundary.of(LedgerTest.ledger(at(0), at(1_600)), TTL).get(1);
        assertThat(empty.count()).isZero();
        assertThat(empty.covers(600)).isFalse();
        assertThat(empty.covers(700)).isFalse();
    }

    @Test
    void counting_startsWithTheSecondAndLeavesOutWhatTheEndMayCut() {
        Ledger ledger = LedgerTest.ledger(at(0), at(1_000), at(2_000), at(3_000));
        assertThat(Boundary.counted(ledger, TTL, Duration.ofNanos(3_400_000)))
                .extracting(Boundary::firstMicros)
                .containsExactly(1_000L, 2_000L);
    }

    private static List<Integer> counts(long... starts) {
        Query[] queries =
                java.util.Arrays.stream(starts).mapToObj(BoundaryTest::at).toArray(Query[]::new);
        return Stream.of(Boundary.of(LedgerTest.ledger(queries), TTL).toArray(Boundary[]::new))
                .map(Boundary::count)
                .toList();
    }

    private static Query at(long startMicros) {
        return LedgerTest.query("hot", startMicros, 10);
    }
}
