package dev.corral.lab.bench;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.NodeStart;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A measure of nodes that receive their full load of misses from the instant at which they are ready. Each run is
 * followed by its control: the same nodes without the rehearsal, which are ready while their code is cold.
 */
final class ColdNode {

    static final String NAME = "cold-node";
    static final String REHEARSAL = "corral.warm.rehearsal";
    static final String OFF = "0s";

    static final int RUNS = 3;
    private static final int PER_SECOND = 600;
    private static final double SLOWEST_MILLIS = 1_000;
    private static final double MORE_SECONDS = 4;

    /**
     * What was counted, run by run.
     *
     * @param control the runs without the rehearsal
     */
    record Seen(List<ColdStart> rehearsed, List<ColdStart> control) {}

    private ColdNode() {}

    static Measure.Result measure(ControlledNode controlled) throws InterruptedException, IOException {
        Stage stage = controlled.stage();
        ColdStart.Load load = new ColdStart.Load(PER_SECOND, false);
        ColdStart.warmUp(stage, PER_SECOND);
        List<ColdStart> rehearsed = new ArrayList<>();
        List<ColdStart> control = new ArrayList<>();
        for (int run = 1; run <= RUNS; run++) {
            rehearsed.add(sound(ColdStart.of(stage, "cold-" + run, NodeStart.SAME, load)));
            control.add(ColdStart.of(stage, "control-" + run, NodeStart.SAME.with(REHEARSAL, OFF), load));
        }
        Seen seen = new Seen(rehearsed, control);
        return new Measure.Result(judge(seen), seen);
    }

    /** Returns the run; it is void if it misses a limit while others took the processors, and not the cold nodes. */
    private static ColdStart sound(ColdStart run) {
        if (!isWarm(run) && run.contention().takenByOthers()) {
            throw new VoidRun(run.contention().toString());
        }
        return run;
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
                        run -> run.slowestMillis() < SLOWEST_MILLIS),
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
                "without the rehearsal: " + joined(seen.control(), text),
                seen.rehearsed().size() == RUNS && seen.rehearsed().stream().allMatch(kept));
    }

    private static String joined(List<ColdStart> runs, Function<ColdStart, String> text) {
        return runs.stream().map(text).collect(Collectors.joining("; "));
    }

    /** Returns the verdict on the control, which shows that the promises above can be missed. */
    private static Verdict ofControl(Seen seen) {
        long missed = seen.control().stream().filter(run -> !isWarm(run)).count();
        return new Verdict(
                "runs without the rehearsal (" + REHEARSAL + "=0) that miss one of these limits",
                Text.of("at least %d of %d", RUNS / 2 + 1, RUNS),
                Text.of("%d of %d", missed, seen.control().size()),
                "",
                missed > RUNS / 2);
    }

    private static boolean isWarm(ColdStart run) {
        return run.failed() == 0 && run.slowestMillis() < SLOWEST_MILLIS && run.keysAgain() == 0;
    }

    private static Verdict ofReadiness(Seen seen) {
        Rounds.Ratio with = each(seen.rehearsed(), ColdStart::readySeconds);
        Rounds.Ratio without = each(seen.control(), ColdStart::readySeconds);
        double more = with.median() - without.median();
        return new Verdict(
                "time from start to readiness of three nodes that start together, compared with no rehearsal",
                Text.of("at most %.0f s more", MORE_SECONDS),
                Text.of("%.1f s more", more),
                Text.of("%.1f against %.1f s", with.median(), without.median()),
                more <= MORE_SECONDS);
    }

    private static Rounds.Ratio each(List<ColdStart> runs, ToDoubleFunction<ColdStart> number) {
        return Rounds.Ratio.of(runs.stream().mapToDouble(number).toArray());
    }
}
