package dev.corral.lab.bench;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.NodeStart;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A measure of nodes that receive their full load of misses from the instant at which they are ready. Each run is
 * followed by its control: nodes without the rehearsal and without an AOT cache, which are ready while their code is
 * cold. The time to readiness is compared with that of nodes that lack the rehearsal only.
 */
final class ColdNode {

    static final String NAME = "cold-node";

    static final int RUNS = 3;
    private static final int PER_SECOND = 600;
    private static final double MORE_SECONDS = 4;

    private static final NodeStart UNREHEARSED = NodeStart.USUAL.withoutRehearsal();

    /**
     * The counts of each run.
     *
     * @param trained whether the nodes with the rehearsal, and those of {@code readySeconds}, have an AOT cache
     * @param control the runs without the rehearsal and without an AOT cache
     * @param readySeconds the times to readiness of nodes that differ from the rehearsed ones by the rehearsal only
     */
    record Seen(boolean trained, List<ColdStart> rehearsed, List<ColdStart> control, List<Double> readySeconds) {}

    private ColdNode() {}

    static Measure.Result measure(ControlledNode controlled) throws InterruptedException, IOException {
        Stage stage = controlled.stage();
        ColdStart.Load load = new ColdStart.Load(PER_SECOND, false);
        ColdStart.warmUp(stage, PER_SECOND);
        List<ColdStart> rehearsed = new ArrayList<>();
        List<ColdStart> control = new ArrayList<>();
        List<Double> ready = new ArrayList<>();
        for (int run = 1; run <= RUNS; run++) {
            rehearsed.add(ColdStart.of(stage, "cold-" + run, NodeStart.USUAL, load));
            control.add(ColdStart.of(stage, "control-" + run, UNREHEARSED.withoutAot(), load));
            ready.add(ColdStart.secondsToReadiness(stage, "ready-" + run, UNREHEARSED));
        }
        Seen seen = new Seen(stage.fleet().hasAotCache(), rehearsed, control, ready);
        return new Measure.Result(judge(seen), seen);
    }

    static List<Verdict> judge(Seen seen) {
        return List.of(
                verdict(
                        seen,
                        Text.of(
                                "failed reads of new keys, %d reads/s on nodes that have just become ready",
                                PER_SECOND),
                        "0",
                        ColdStart::failedText,
                        run -> run.failed() == 0),
                verdict(
                        seen,
                        "slowest of these reads",
                        "below 1 s",
                        ColdStart::slowestText,
                        run -> run.slowestMillis() < ColdStart.SLOWEST_MILLIS),
                verdict(
                        seen,
                        "new keys with more than one query",
                        "0",
                        run -> String.valueOf(run.keysAgain()),
                        run -> run.keysAgain() == 0),
                verdict(
                        seen,
                        "queries of nodes that are not ready yet",
                        "0",
                        run -> String.valueOf(run.queriesBefore()),
                        run -> run.queriesBefore() == 0),
                ofControl(seen),
                ofReadiness(seen));
    }

    private static Verdict verdict(
            Seen seen, String what, String limit, Function<ColdStart, String> text, Predicate<ColdStart> kept) {
        return new Verdict(
                what,
                Text.of("%s, in %d of %d runs", limit, RUNS, RUNS),
                joined(seen.rehearsed(), text),
                "the control: " + joined(seen.control(), text),
                seen.rehearsed().size() == RUNS && seen.rehearsed().stream().allMatch(kept));
    }

    private static String joined(List<ColdStart> runs, Function<ColdStart, String> text) {
        return runs.stream().map(text).collect(Collectors.joining("; "));
    }

    /** Returns the verdict on the control, which shows that the promises above can be missed. */
    private static Verdict ofControl(Seen seen) {
        long missed = seen.control().stream().filter(run -> !run.keepsLimits()).count();
        return new Verdict(
                "runs of the control (corral.warm.rehearsal=0, no AOT cache) that miss one of these limits",
                Text.of("at least %d of %d", RUNS / 2 + 1, RUNS),
                Text.of("%d of %d", missed, seen.control().size()),
                seen.trained() ? "the other nodes have the AOT cache of the build" : "no node has an AOT cache",
                missed > RUNS / 2);
    }

    private static Verdict ofReadiness(Seen seen) {
        Rounds.Ratio with = Rounds.Ratio.of(
                seen.rehearsed().stream().mapToDouble(ColdStart::readySeconds).toArray());
        Rounds.Ratio without = Rounds.Ratio.of(
                seen.readySeconds().stream().mapToDouble(Double::doubleValue).toArray());
        double more = with.median() - without.median();
        return new Verdict(
                "time from start to readiness of three nodes that start together, compared with no rehearsal",
                Text.of("at most %.0f s more", MORE_SECONDS),
                Text.of("%.1f s more", more),
                Text.of("%.1f against %.1f s", with.median(), without.median()),
                more <= MORE_SECONDS);
    }
}
