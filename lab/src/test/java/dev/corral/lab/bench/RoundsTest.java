package dev.corral.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.corral.lab.load.Lag;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the limits of a near hit and of a store hit with numbers just within and just beyond them. */
class RoundsTest {

    private static final Lag NONE = new Lag(0, 0);

    @ParameterizedTest
    @CsvSource({"1.00, true", "1.09, true", "1.11, false", "2.00, false"})
    void nearHit_isJudgedByItsRatioToEachControl(double ratio, boolean kept) {
        assertThat(HitCost.NEAR.judge().apply(rounds(9, 0, ratio)))
                .extracting(Verdict::kept)
                .containsExactly(kept, ratio <= 1.05 * 1.10);
    }

    @ParameterizedTest
    @CsvSource({
        "1.05, 1.30, true, true",
        "1.15, 1.30, false, true",
        "1.05, 1.05, true, false",
        "1.05, 1.00, true, false"
    })
    void storeHit_isJudgedBesideEachControl(double batched, double unbatched, boolean first, boolean second) {
        List<List<Reading>> rounds = IntStream.range(0, 9)
                .mapToObj(each ->
                        List.of(reading("node", batched), reading("batched", 1), reading("unbatched", unbatched)))
                .toList();

        assertThat(HitCost.STORE.judge().apply(new Rounds(rounds, List.of())))
                .extracting(Verdict::kept)
                .containsExactly(first, second);
    }

    @Test
    void tooFewRounds_proveNothing() {
        assertThat(HitCost.NEAR.judge().apply(rounds(4, 0, 1)).getFirst().kept())
                .isFalse();
        assertThat(HitCost.NEAR.judge().apply(rounds(5, 0, 1)).getFirst().kept())
                .isTrue();
    }

    @Test
    void answerServedOtherwise_isNoHitThatWasMeasured() {
        Verdict verdict = HitCost.NEAR.judge().apply(rounds(9, 1, 1)).getFirst();

        assertThat(verdict.kept()).isFalse();
        assertThat(verdict.seen()).contains("9 served otherwise");
    }

    @Test
    void oneDisturbedRound_changesTheSpreadAndNotTheMedian() {
        List<List<Reading>> rounds = IntStream.range(0, 9)
                .mapToObj(each -> List.of(reading("node", each == 4 ? 3 : 1.02), reading("constant", 1)))
                .toList();

        Rounds.Ratio ratio = new Rounds(rounds, List.of()).ratio("node", "constant");

        assertThat(ratio.median()).isCloseTo(1.02, within(0.001));
        assertThat(ratio.most()).isCloseTo(3, within(0.001));
    }

    @Test
    void roundsOfUnlikeSpeed_areComparedWithinThemselves() {
        List<List<Reading>> rounds = IntStream.rangeClosed(1, 9)
                .mapToObj(speed -> List.of(reading("node", 1.05 * speed), reading("constant", speed)))
                .toList();

        assertThat(new Rounds(rounds, List.of()).ratio("node", "constant").most())
                .isCloseTo(1.05, within(0.001));
    }

    @Test
    void sideThatStillGetsCheaper_hasNotSettled() {
        List<Reading> before = List.of(reading("node", 2), reading("constant", 1));

        assertThat(Contest.settled(before, List.of(reading("node", 1.7), reading("constant", 1))))
                .isFalse();
        assertThat(Contest.settled(before, List.of(reading("node", 1.9), reading("constant", 1.2))))
                .isTrue();
    }

    @Test
    void two_windowsCountAsOne() {
        Reading both = new Reading("node", 100, 500, 1, new Lag(0.1, 60))
                .plus(new Reading("node", 300, 700, 2, new Lag(0, 5)));

        assertThat(both).isEqualTo(new Reading("node", 400, 1_200, 3, new Lag(0.025, 60)));
    }

    @Test
    void processorTimeOfTheWholeRound_replacesThatOfItsWindows() {
        Reading windows = new Reading("traced", 100, 500, 1, new Lag(0.1, 60));

        assertThat(windows.costing(900)).isEqualTo(new Reading("traced", 100, 900, 1, new Lag(0.1, 60)));
    }

    @ParameterizedTest
    @CsvSource({"0.90, false", "0.92, true", "1.09, true", "1.11, false"})
    void sidesThatShouldBeAlike_areJudgedInBothDirections(double ratio, boolean kept) {
        assertThat(rounds(9, 0, ratio)
                        .alike(1.10, "the same", "node", "constant")
                        .kept())
                .isEqualTo(kept);
    }

    /** Returns rounds in which the second control costs a twentieth more than the first. */
    private static Rounds rounds(int count, long strays, double ratio) {
        return new Rounds(
                IntStream.range(0, count)
                        .mapToObj(each -> List.of(
                                new Reading("node", 1_000, Math.round(ratio * 50_000), strays, NONE),
                                reading("constant", 1),
                                reading("resource", 1.05)))
                        .toList(),
                List.of());
    }

    private static Reading reading(String side, double cost) {
        return new Reading(side, 1_000, Math.round(cost * 50_000), 0, NONE);
    }
}
