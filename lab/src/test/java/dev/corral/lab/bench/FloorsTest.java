package dev.corral.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.bench.Footprint.Life;
import dev.corral.lab.bench.LayerCost.Chain;
import dev.corral.lab.bench.Microbenchmark.Cost;
import dev.corral.lab.bench.RedisCommands.Scene;
import dev.corral.lab.load.Lag;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.measure.Boundary;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the limits that {@link RoundsTest} does not cover, with numbers that keep them and numbers that miss them. */
class FloorsTest {

    @ParameterizedTest
    @CsvSource({"1, 0, true", "0, 0, false", "2, 0, false", "1, 1, false"})
    void oneBoundaryOf200ThatCostSomethingElse_isEnough(int queries, long failed, boolean kept) {
        List<Integer> each = Collections.nCopies(200, 1).stream().toList();
        List<Integer> seen = java.util.stream.Stream.concat(
                        each.stream().limit(199), java.util.stream.Stream.of(queries))
                .toList();

        assertThat(HotKey.judge(hot(seen, failed)).getFirst().kept()).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "104, 103, 5, true, true, true",
        "120, 103, 5, false, true, true",
        "104, 130, 0, true, false, false",
        "104, 80, 4, true, false, false"
    })
    void tracesOfAShare_areJudgedBesideTwoNodesWithout(
            long traced, long control, int batches, boolean cheap, boolean alike, boolean sent) {
        List<Reading> round = List.of(
                new Reading(TraceCost.UNTRACED, 1, 100, 0, new Lag(0, 0)),
                new Reading(TraceCost.CONTROL, 1, control, 0, new Lag(0, 0)),
                new Reading(TraceCost.TRACED, 1, traced, 0, new Lag(0, 0)));
        Rounds rounds = new Rounds(Collections.nCopies(Rounds.AT_LEAST, round), List.of());

        assertThat(TraceCost.judge(new TraceCost.Seen(rounds, batches)))
                .extracting(Verdict::kept)
                .containsExactly(cheap, alike, sent);
    }

    @Test
    void fewerBoundariesThanWanted_proveNothing() {
        HotKey.Seen few = hot(Collections.nCopies(199, 1), 0);
        assertThat(HotKey.judge(few).getFirst().kept()).isFalse();
        assertThatThrownBy(() -> HotKey.requireEnough(few))
                .isInstanceOf(VoidRun.class)
                .hasMessageStartingWith("only 199 of 200 boundaries were counted");
        HotKey.requireEnough(hot(Collections.nCopies(200, 1), 0));
    }

    @Test
    void missAtOneOfFewBoundaries_staysAMiss() {
        HotKey.requireEnough(hot(List.of(1, 2, 1), 0));
        HotKey.requireEnough(hot(List.of(1, 1, 1), 1));
    }

    @Test
    void boundaryThatNeverCame_isCountedUnlessTheGeneratorPausedThere() {
        List<Boundary> boundaries = java.util.stream.LongStream.of(0, 520_000, 1_800_000)
                .mapToObj(first -> new Boundary(first, Collections.singletonList(null)))
                .toList();
        Duration ttl = Duration.ofMillis(500);

        assertThat(HotKey.queries(boundaries, each -> true, ttl)).containsExactly(1, 1, 0, 1);
        assertThat(HotKey.queries(boundaries, each -> each.firstMicros() != 520_000, ttl))
                .containsExactly(1, 1);
    }

    private static HotKey.Seen hot(List<Integer> queries, long failed) {
        return new HotKey.Seen(200, Duration.ofMillis(500), queries, 0, failed, 5, 4, new Lag(0, 0));
    }

    @ParameterizedTest
    @CsvSource({"200, 1, 0, true", "199, 1, 0, false", "200, 2, 0, false", "200, 1, 1, false"})
    void coldMiss_isOneQueryOfEveryKey(int keys, int queriesOfTheLast, long failed, boolean kept) {
        List<Integer> queries = new java.util.ArrayList<>(Collections.nCopies(keys - 1, 1));
        queries.add(queriesOfTheLast);
        var seen = new ColdMiss.Seen(200, queries, Collections.nCopies(400, 2.0), failed);

        assertThat(ColdMiss.judge(seen, true)).extracting(Verdict::kept).containsExactly(kept);
        assertThat(ColdMiss.judge(seen, false)).extracting(Verdict::kept).containsExactly(kept, true);
    }

    @ParameterizedTest
    @CsvSource({"9.9, 400, true", "10.1, 400, false", "1, 199, false"})
    void waiters_areJudgedByTheirMedianAndTheirNumber(double millis, int waiters, boolean kept) {
        var seen = new ColdMiss.Seen(200, Collections.nCopies(200, 1), Collections.nCopies(waiters, millis), 0);

        assertThat(ColdMiss.judge(seen, false).getLast().kept()).isEqualTo(kept);
    }

    @Test
    void noWaiterAtAll_isNoQuickOne() {
        var seen = new ColdMiss.Seen(200, Collections.nCopies(200, 1), List.of(), 0);

        assertThat(ColdMiss.judge(seen, false).getLast().kept()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 400, true, true", "1, 400, false, true", "0, 401, true, false"})
    void hits_maySendWhatTheyNeedAndNoMore(long near, long store, boolean first, boolean second) {
        var seen = new RedisCommands.Seen(hits(0, near), hits(400, store), List.of());

        assertThat(RedisCommands.judge(seen)).extracting(Verdict::kept).containsExactly(first, second);
    }

    private static Scene hits(long reads, long commands) {
        return new Scene("swr", 3, reads, commands, 0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 10, 0, 0, 90, true",
        "3, 10, 0, 0, 91, false",
        "1, 10, 0, 0, 50, true",
        "1, 10, 0, 0, 51, false",
        "3, 4, 8, 0, 44, true",
        "3, 4, 8, 0, 45, false",
        "3, 10, 0, 1, 60, false",
        "3, 0, 0, 0, 0, false"
    })
    void boundary_maySend2NPlus3AndOneARenewal(
            int nodes, int boundaries, long renewals, long failed, long beyondReads, boolean kept) {
        Scene scene = new Scene("swr", nodes, 1_000, 1_000 + beyondReads, boundaries, renewals, failed);

        assertThat(RedisCommands.judge(new RedisCommands.Seen(hits(0, 0), hits(1, 1), List.of(scene)))
                        .getLast()
                        .kept())
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"100, 100, true, true", "4100, 100, false, true", "100, 1100, true, false"})
    void layer_isJudgedByTheDifferenceOfTwoChains(double moreNanos, double moreBytes, boolean time, boolean bytes) {
        var seen = new LayerCost.Seen(Map.of(2, new Chain(50, 200), 6, new Chain(50 + moreNanos, 200 + moreBytes)));

        assertThat(LayerCost.judge(seen)).extracting(Verdict::kept).containsExactly(time, bytes);
    }

    @ParameterizedTest
    @CsvSource({"1000, 500, true, true", "1100, 500, false, true", "1000, 510, true, false"})
    void typedCache_isJudgedByTheDifferenceToItsChain(double moreNanos, double moreBytes, boolean time, boolean bytes) {
        var seen = new TypedCacheCost.Seen(new Cost(300, 200), new Cost(300 + moreNanos, 200 + moreBytes));

        assertThat(TypedCacheCost.judge(seen)).extracting(Verdict::kept).containsExactly(time, bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "1290, 139, 159, true, true, true",
        "1310, 139, 159, false, true, true",
        "1290, 141, 159, true, false, true",
        "1290, 139, 161, true, true, false"
    })
    void node_isJudgedBesideBothApplications(
            double start, double idle, double busy, boolean first, boolean second, boolean third) {
        var turn =
                new Footprint.Turn(new Life(start, idle, busy), new Life(1_000, 100, 120), new Life(1_100, 110, 130));
        var seen = new Footprint.Seen(Collections.nCopies(Footprint.PAIRS, turn));

        assertThat(Footprint.judge(seen))
                .extracting(Verdict::kept)
                .containsExactly(first, second, third, true, true, true);
        assertThat(Footprint.judge(new Footprint.Seen(Collections.nCopies(Footprint.PAIRS - 1, turn))))
                .extracting(Verdict::kept)
                .containsOnly(false);
    }
}
