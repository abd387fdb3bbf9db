package dev.corral.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.cache.Mitigation;
import dev.corral.lab.Scenarios;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Sample;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that each promise is kept by runs within its bound and missed by the herd that it rules out. */
class PromisesTest {

    private static final Scenario SCENARIO = Scenarios.small(1);
    private static final long PERIOD_MICROS = 2_400_000;

    private final Map<Rung, RungRun> runs = new EnumMap<>(Rung.class);

    @Test
    void lock_keepsOneQueryEachAndMissesThree() {
        assertThat(missed(run(Rung.LOCK, 1, sample(10, CacheStatus.FLEET, 300))))
                .isEmpty();
        assertThat(missed(run(Rung.LOCK, 3, sample(10, CacheStatus.FLEET, 300))))
                .containsExactly("hot-key queries per boundary");
    }

    @Test
    void lock_missesWaitersThatOutlastTheLoadAndAHalf() {
        assertThat(missed(run(Rung.LOCK, 1, sample(10, CacheStatus.FLEET, 601))))
                .containsExactly("waiters done within the boundary's load and a half");
    }

    @Test
    void naive_missesWhereThereIsNoHerd() {
        Sample slow = sample(10, CacheStatus.LOADED, 450);
        assertThat(missed(run(Rung.NAIVE, 15, slow))).isEmpty();
        assertThat(missed(run(Rung.NAIVE, 14, slow))).containsExactly("hot-key queries per boundary");
    }

    @Test
    void singleFlight_isBoundedByTheNodesAndReachesThemMostly() {
        assertThat(missed(run(Rung.SINGLE_FLIGHT, 3))).isEmpty();
        assertThat(missed(run(Rung.SINGLE_FLIGHT, 4)))
                .containsExactly("hot-key queries per boundary", "boundaries with exactly 3 queries");
        assertThat(missed(run(Rung.SINGLE_FLIGHT, 1))).containsExactly("boundaries with exactly 3 queries");
    }

    @Test
    void swr_missesWhenSomebodyWaitsOrTooManyAreSlow() {
        assertThat(missed(run(Rung.SWR, 1, sample(10, CacheStatus.STALE, 1)))).isEmpty();
        assertThat(missed(run(Rung.SWR, 1, sample(10, CacheStatus.COLLAPSED, 1))))
                .containsExactly("reads of existing rows that waited for a load");
        assertThat(missed(run(Rung.SWR, 1, sample(10, CacheStatus.STALE, 201))))
                .containsExactly("reads slower than half the fastest load, 200.0 ms");
    }

    @Test
    void jitter_isHeldAgainstSwrOfTheSameRun() {
        runs.put(Rung.SWR, run(Rung.SWR, 1, products(30)));
        runs.put(Rung.JITTER, run(Rung.JITTER, 1, products(10)));
        assertThat(Promises.check(runs)).allMatch(Check::kept);
        runs.put(Rung.JITTER, run(Rung.JITTER, 1, products(11)));
        assertThat(Promises.check(runs))
                .filteredOn(check -> !check.kept())
                .extracting(Check::name)
                .containsExactly("peak product-key queries in 100 ms");
    }

    @Test
    void negative_missesWhenAnAbsentIdIsAskedAgainTooSoon() {
        assertThat(missed(run(Rung.NEGATIVE, 1, absent(4_000)))).isEmpty();
        assertThat(missed(run(Rung.NEGATIVE, 1, absent(3_999))))
                .containsExactly("closest two queries of one absent id");
    }

    @Test
    void full_keepsWhatItPromisesWhereHotReadsAreNearAndRefreshesEarly() {
        assertThat(missed(full(0, List.of(), near(9), sample(10, CacheStatus.STALE, 1))))
                .isEmpty();
    }

    @Test
    void full_missesWhereMoreThanOneInTenHotReadsNeededTheStore() {
        assertThat(missed(full(
                        0, List.of(), near(8), sample(10, CacheStatus.FRESH, 1), sample(11, CacheStatus.FRESH, 1))))
                .containsExactly("hot-key reads answered without the shared store");
    }

    @Test
    void full_missesWhereTwoHotQueriesAreCloserThanHalfATtl() {
        Query twin = LedgerTest.query("hot", PERIOD_MICROS + 999_999, 1);
        assertThat(missed(full(0, List.of(twin), near(9)))).containsExactly("closest two hot-key queries");
    }

    @Test
    void full_missesWhereSomebodyWaits() {
        assertThat(missed(full(0, List.of(), near(99), sample(10, CacheStatus.COLLAPSED, 1))))
                .containsExactly("reads of existing rows that waited for a load");
    }

    @Test
    void full_missesWhereMoreThanOneInTenRefreshesWereLate() {
        assertThat(missed(full(1, List.of(), near(99))))
                .as("one of five")
                .containsExactly("hot-key refreshes begun before the TTL ran out");
    }

    @Test
    void full_isHeldAgainstSwrOfTheSameRun() {
        runs.put(Rung.SWR, run(Rung.SWR, 1, products(30)));
        runs.put(Rung.FULL, full(0, products(10), near(9)));
        assertThat(Promises.check(runs)).allMatch(Check::kept);
        runs.put(Rung.FULL, full(0, products(11), near(9)));
        assertThat(Promises.check(runs))
                .filteredOn(check -> !check.kept())
                .extracting(Check::name)
                .containsExactly("peak product-key queries in 100 ms");
    }

    @Test
    void wrongAnswer_andTooFewBoundariesAreMissedOnEveryCachingRung() {
        Sample broken = new Sample(new Arrival(10_000_000, KeyClass.HOT, 0, 0), 0, 1, 502, CacheStatus.UNKNOWN);
        assertThat(missed(run(Rung.SINGLE_FLIGHT, 3, broken))).containsExactly("errors");
        RungRun empty = new RungRun(Rung.SINGLE_FLIGHT, SCENARIO, List.of(), List.of(), new Ledger(List.of()));
        assertThat(missed(empty)).contains("counted boundaries", "hot-key queries per boundary");
    }

    @Test
    void scopes_areHeldToOneQueryANodeAndOneAFleet() {
        assertThat(missedScopes(run(Rung.SINGLE_FLIGHT, 3))).isEmpty();
        assertThat(missedScopes(run(Rung.SINGLE_FLIGHT, 4)))
                .containsExactly("hot-key queries per boundary", "boundaries with exactly 3 queries");
        assertThat(missedScopes(run(Rung.SINGLE_FLIGHT, 1))).containsExactly("boundaries with exactly 3 queries");
        for (Rung fleetWide : List.of(Rung.LOCK, Rung.SWR)) {
            assertThat(missedScopes(run(fleetWide, 1))).isEmpty();
            assertThat(missedScopes(run(fleetWide, 2))).containsExactly("hot-key queries per boundary");
        }
    }

    @Test
    void scopes_sayNothingOfWaitingButMissErrorsAndTooFewBoundaries() {
        assertThat(missedScopes(run(Rung.SWR, 1, sample(10, CacheStatus.COLLAPSED, 600))))
                .isEmpty();
        Sample broken = new Sample(arrival(10), 0, 1, 502, CacheStatus.UNKNOWN);
        assertThat(missedScopes(run(Rung.LOCK, 1, broken))).containsExactly("errors");
        RungRun empty = new RungRun(Rung.SWR, SCENARIO, List.of(), List.of(), new Ledger(List.of()));
        assertThat(missedScopes(empty)).containsExactly("counted boundaries", "hot-key queries per boundary");
    }

    private List<String> missed(RungRun run) {
        return missed(Promises.check(Map.of(run.rung(), run)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Mitigation.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BREAKER", "GATE", "STALE_IF_ERROR"})
    void promiseOfAMitigation_isOneOfTheRungThatAddsIt(Mitigation mitigation) {
        RungRun unspread = run(Rung.SWR, 1);
        RungRun run = run(Rung.adding(mitigation), 3);
        Map<Rung, RungRun> both = new EnumMap<>(Map.of(Rung.SWR, unspread));
        both.put(run.rung(), run);

        assertThat(Promises.check(both)).contains(Promises.keptBy(mitigation, run, unspread));
    }

    private static List<String> missedScopes(RungRun run) {
        return missed(Promises.ofScopes(Map.of(run.rung(), run)));
    }

    private static List<String> missed(List<Check> checks) {
        return checks.stream().filter(check -> !check.kept()).map(Check::name).toList();
    }

    private static RungRun run(Rung rung, int perBoundary, Sample... samples) {
        return new RungRun(rung, SCENARIO, List.of(arrival(0)), List.of(samples), new Ledger(hot(perBoundary)));
    }

    private static RungRun run(Rung rung, int perBoundary, List<Query> others) {
        List<Query> queries = hot(perBoundary);
        queries.addAll(others);
        return new RungRun(rung, SCENARIO, List.of(arrival(0)), List.of(), new Ledger(queries));
    }

    /** @param late the number of refreshes that a stale read started */
    private static RungRun full(int late, List<Query> others, List<Sample> near, Sample... samples) {
        List<Query> queries = hot(1);
        queries.addAll(others);
        List<Sample> all = new ArrayList<>(near);
        all.addAll(List.of(samples));
        for (int each = 1; each <= late; each++) {
            Arrival trigger = arrival(each * PERIOD_MICROS / 1_000 - 1);
            all.add(new Sample(trigger, 0, 1, 200, CacheStatus.STALE));
        }
        return new RungRun(Rung.FULL, SCENARIO, List.of(arrival(0)), all, new Ledger(queries));
    }

    private static List<Sample> near(int count) {
        return IntStream.range(0, count)
                .mapToObj(each -> sample(20 + each, CacheStatus.NEAR, 1))
                .toList();
    }

    private static List<Query> hot(int perBoundary) {
        List<Query> queries = new ArrayList<>();
        for (int boundary = 0; boundary < 6; boundary++) {
            for (int each = 0; each < perBoundary; each++) {
                queries.add(LedgerTest.query("hot", boundary * PERIOD_MICROS, 400_000));
            }
        }
        return queries;
    }

    private static List<Query> products(int at) {
        List<Query> queries = new ArrayList<>();
        for (int each = 0; each < at; each++) {
            queries.add(LedgerTest.query("product-" + each, 1_000_000 + each, 400_000));
        }
        return queries;
    }

    private static List<Query> absent(long apartMillis) {
        return List.of(
                LedgerTest.query("absent-1", 0, 400_000), LedgerTest.query("absent-1", apartMillis * 1_000, 400_000));
    }

    /** Returns a sample shortly after the beginning of the second boundary. */
    private static Sample sample(long millisIn, CacheStatus status, long latencyMillis) {
        return new Sample(arrival(PERIOD_MICROS / 1_000 + millisIn), 0, latencyMillis * 1_000_000, 200, status);
    }

    private static Arrival arrival(long millis) {
        return new Arrival(millis * 1_000_000, KeyClass.HOT, 0, 0);
    }
}
