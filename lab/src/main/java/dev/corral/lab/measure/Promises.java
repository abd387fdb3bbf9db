package dev.corral.lab.measure;

import dev.corral.guard.cache.Mitigation;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Sample;
import dev.corral.lab.scenario.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The promises of each rung. Counts are exact; promises about time are relative to the durations of the loads in the
 * ledger.
 */
public final class Promises {

    private Promises() {}

    /** @param runs the runs of the same fleet and load */
    public static List<Check> check(Map<Rung, RungRun> runs) {
        List<Check> checks = new ArrayList<>();
        runs.values().forEach(run -> {
            if (run.rung().caches()) {
                checks.add(enoughBoundaries(run));
                checks.add(noErrors(run));
            }
            checks.addAll(ofRung(run, runs.get(Rung.SWR)));
        });
        return checks;
    }

    /**
     * Checks the queries for the hot key at a boundary on one fleet, without the waiting times of the callers.
     *
     * @param runs the runs of the rungs whose scope is a process or the fleet
     */
    public static List<Check> ofScopes(Map<Rung, RungRun> runs) {
        List<Check> checks = new ArrayList<>();
        runs.values().forEach(run -> {
            checks.add(enoughBoundaries(run));
            checks.add(noErrors(run));
            checks.addAll(ofScope(run));
        });
        return checks;
    }

    /**
     * Checks the promise that a rung keeps because of one mitigation under the load of the ladder.
     *
     * @param unspread the run of the rung before jitter, for the promise of jitter
     * @throws IllegalArgumentException if only a trial does the harm that the mitigation prevents
     */
    public static Check keptBy(Mitigation mitigation, RungRun run, RungRun unspread) {
        return switch (mitigation) {
            case SINGLE_FLIGHT -> HotKeyPromises.atMostOneANode(run);
            case LOCK -> HotKeyPromises.exactlyOne(run);
            case SWR -> WaitPromises.nobodyWaits(run);
            case JITTER -> spread(run, unspread);
            case NEGATIVE -> absenceRemembered(run);
            case NEAR -> FullPromises.answeredNear(run);
            case XFETCH -> FullPromises.refreshedEarly(run);
            case BREAKER, GATE, STALE_IF_ERROR ->
                throw new IllegalArgumentException("the load of the ladder does not show the effect of " + mitigation);
        };
    }

    private static List<Check> ofScope(RungRun run) {
        return run.rung().atLeast(Rung.LOCK)
                ? List.of(HotKeyPromises.exactlyOne(run))
                : List.of(HotKeyPromises.atMostOneANode(run), HotKeyPromises.mostlyOneANode(run));
    }

    /** @param unspread the run of the rung before jitter, or null if that rung did not run */
    private static List<Check> ofRung(RungRun run, RungRun unspread) {
        return switch (run.rung()) {
            case NONE -> List.of();
            case NAIVE -> List.of(HotKeyPromises.herd(run), HotKeyPromises.herdIsFelt(run));
            case SINGLE_FLIGHT -> List.of(HotKeyPromises.atMostOneANode(run), HotKeyPromises.mostlyOneANode(run));
            case LOCK -> List.of(HotKeyPromises.exactlyOne(run), WaitPromises.waitersInTime(run));
            case SWR ->
                List.of(HotKeyPromises.exactlyOne(run), WaitPromises.nobodyWaits(run), WaitPromises.fewAreSlow(run));
            case JITTER ->
                unspread == null
                        ? List.of(HotKeyPromises.exactlyOne(run))
                        : List.of(HotKeyPromises.exactlyOne(run), spread(run, unspread));
            case NEGATIVE -> List.of(HotKeyPromises.exactlyOne(run), absenceRemembered(run));
            case FULL -> FullPromises.check(run, unspread);
        };
    }

    private static Check enoughBoundaries(RungRun run) {
        int counted = run.boundaries().size();
        int wanted = run.scenario().boundaries();
        return Check.of(run, "counted boundaries", "at least " + wanted, String.valueOf(counted), counted >= wanted);
    }

    private static Check noErrors(RungRun run) {
        long errors = Sample.failed(run.samples());
        boolean overflowed = run.ledger().overflowed();
        return Check.of(
                run,
                "errors",
                "0, and no overflow at the origin",
                errors + (overflowed ? ", overflow" : ""),
                errors == 0 && !overflowed);
    }

    static Check spread(RungRun run, RungRun unspread) {
        int peak = run.row().productPeak();
        int before = unspread.row().productPeak();
        return Check.of(
                run,
                "peak product-key queries in 100 ms",
                "at most a third of " + before + " on " + unspread.rung(),
                String.valueOf(peak),
                peak * 3 <= before);
    }

    private static Check absenceRemembered(RungRun run) {
        long closestMicros = run.ledger().of(KeyClass.ABSENT).closestMicros();
        double boundMillis = 0.8 * run.scenario().times().negativeTtl().toMillis();
        return Check.of(
                run,
                "closest two queries of one absent id",
                "at least " + Check.ms(boundMillis) + " apart",
                closestMicros == Long.MAX_VALUE ? "never twice" : Check.ms(closestMicros / 1_000.0),
                closestMicros / 1_000.0 >= boundMillis);
    }
}
