package dev.corral.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Sample;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.machine.Contention;
import dev.corral.lab.measure.Ledger;
import dev.corral.lab.measure.Query;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the limits of cold nodes with numbers that keep them and numbers that miss them, and their load. */
class ColdNodeTest {

    private static final ColdStart WARM = run(7.5, 0, Map.of(), 999, 0);
    private static final ColdStart COLD = run(3.5, 0, Map.of("503 shed", 1_662), 4_700, 137);

    @Test
    void warmNodesAndColdControls_keepEveryLimit() {
        assertThat(judged(List.of(WARM, WARM, WARM), List.of(COLD, COLD, COLD)))
                .hasSize(6)
                .allMatch(Verdict::kept);
    }

    @Test
    void oneRunThatMisses_missesItsLimitOnly() {
        assertMissed(run(7.5, 0, Map.of("503 shed", 1), 500, 0), 0);
        assertMissed(run(7.5, 0, Map.of("no response", 1), 500, 0), 0);
        assertMissed(run(7.5, 0, Map.of(), 1_000, 0), 1);
        assertMissed(run(7.5, 0, Map.of(), 500, 1), 2);
        assertMissed(run(7.5, 1, Map.of(), 500, 0), 3);
    }

    private static void assertMissed(ColdStart one, int limit) {
        List<Verdict> verdicts = judged(List.of(WARM, one, WARM), List.of(COLD, COLD, COLD));
        for (int each = 0; each < verdicts.size(); each++) {
            assertThat(verdicts.get(each).kept()).as(verdicts.get(each).what()).isEqualTo(each != limit);
        }
    }

    @Test
    void fewerRuns_proveNothing() {
        assertThat(judged(List.of(WARM, WARM), List.of(COLD, COLD)).subList(0, 4))
                .noneMatch(Verdict::kept);
    }

    @Test
    void controlThatIsWarmInMostRuns_isMissed() {
        assertThat(judged(List.of(WARM, WARM, WARM), List.of(COLD, COLD, WARM))
                        .get(4)
                        .kept())
                .isTrue();
        assertThat(judged(List.of(WARM, WARM, WARM), List.of(COLD, WARM, WARM))
                        .get(4)
                        .kept())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"7.5, true", "7.6, false"})
    void readiness_isComparedByItsMedian(double seconds, boolean kept) {
        ColdStart slow = run(seconds, 0, Map.of(), 10, 0);
        assertThat(judged(List.of(WARM, slow, slow), List.of(COLD, COLD, COLD))
                        .getLast()
                        .kept())
                .isEqualTo(kept);
    }

    @Test
    void verdict_namesTheReasonsAndTheControl() {
        Verdict failed =
                judged(List.of(WARM, WARM, WARM), List.of(COLD, COLD, COLD)).getFirst();
        assertThat(failed.seen()).isEqualTo("0; 0; 0");
        assertThat(failed.beside()).startsWith("the control: 1,662 (1,662 x 503 shed); ");
    }

    @Test
    void load_readsEachNewKeyOnTwoNodesAtTheSameInstant() {
        List<Arrival> arrivals = ColdStart.arrivals(7, 9_000, 600, 3);
        Map<Integer, List<Arrival>> byKey = arrivals.stream().collect(Collectors.groupingBy(Arrival::number));

        assertThat(arrivals).hasSize(18_000).allMatch(each -> each.keyClass() == KeyClass.PRODUCT);
        assertThat(arrivals.getLast().atNanos()).isBetween(29_900_000_000L, 30_000_000_000L);
        assertThat(byKey).hasSize(9_000).allSatisfy((key, reads) -> {
            assertThat(reads)
                    .extracting(Arrival::atNanos)
                    .containsOnly(reads.getFirst().atNanos());
            assertThat(Set.of(reads.getFirst().node(), reads.getLast().node())).hasSize(2);
        });
        assertThat(arrivals.stream()
                        .collect(Collectors.groupingBy(Arrival::node))
                        .values())
                .allMatch(reads -> reads.size() == 6_000);
    }

    @Test
    void keysWithSeveralQueries_areCountedOnceEach() {
        Ledger ledger =
                new Ledger(List.of(query("product-1"), query("product-1"), query("product-1"), query("product-2")));
        assertThat(ColdStart.keysAgain(ledger)).isOne();
    }

    /** A query of a rehearsal that reached the real origin has the random name of its cache. */
    @Test
    void queriesBeforeReadiness_areThoseOfTheseNodesForAnyCache() {
        Ledger ledger = new Ledger(List.of(
                new Query(-900, "row-1", "rehearsal-1f0c", "cold-1-2", 30_000, "absent"),
                new Query(-900, "product-1", ColdStart.CACHE, "node-1", 30_000, "found"),
                new Query(-100, "product-2", ColdStart.CACHE, "cold-1-1", 30_000, "found"),
                new Query(5, "product-3", ColdStart.CACHE, "cold-1-1", 30_000, "found")));

        assertThat(ColdStart.queriesBefore(ledger, "cold-1", -500)).isOne();
        assertThat(ColdStart.queriesBefore(ledger, "cold-1", -50)).isEqualTo(2);
        assertThat(ColdStart.queriesBefore(ledger, "control-1", -50)).isZero();
    }

    /** A run that keeps the limits although others took the processors is valid; so is one that is slow by itself. */
    @Test
    void runThatMissesALimitWhileOthersTakeTheProcessors_isVoid() {
        Contention taken = new Contention(0.1, 0.9, 0.5, 0);

        assertThatThrownBy(() -> ColdStart.sound(with(taken, COLD))).isInstanceOf(VoidRun.class);
        assertThat(ColdStart.sound(with(taken, WARM)).keepsLimits()).isTrue();
        assertThat(ColdStart.sound(COLD).keepsLimits()).isFalse();
    }

    private static ColdStart with(Contention contention, ColdStart run) {
        return new ColdStart(
                run.readySeconds(),
                run.queriesBefore(),
                run.reads(),
                run.failures(),
                run.slowestMillis(),
                run.keysAgain(),
                contention);
    }

    @Test
    void slowestRead_isMeasuredFromTheInstantAtWhichItWasSent() {
        Arrival arrival = new Arrival(0, KeyClass.PRODUCT, 1, 0);
        assertThat(ColdStart.slowestMillis(List.of(
                        new Sample(arrival, 40_000_000, 50_000_000, 200, CacheStatus.LOADED),
                        new Sample(arrival, 0, 30_000_000, 503, CacheStatus.UNKNOWN))))
                .isEqualTo(30);
    }

    private static Query query(String key) {
        return new Query(1, key, ColdStart.CACHE, "cold-1", 30_000, "found");
    }

    private static List<Verdict> judged(List<ColdStart> rehearsed, List<ColdStart> control) {
        return ColdNode.judge(new ColdNode.Seen(true, rehearsed, control, List.of(3.5, 3.5, 3.5)));
    }

    static ColdStart run(
            double readySeconds,
            int queriesBefore,
            Map<String, Integer> failures,
            double slowestMillis,
            int keysAgain) {
        return new ColdStart(readySeconds, queriesBefore, 18_000, failures, slowestMillis, keysAgain, Contention.NONE);
    }
}
