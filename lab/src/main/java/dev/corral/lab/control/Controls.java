package dev.corral.lab.control;

import dev.corral.guard.cache.Mitigation;
import dev.corral.lab.experiment.Estimate;
import dev.corral.lab.experiment.Results;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.ladder.Ladder;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Promises;
import dev.corral.lab.measure.RungRun;
import dev.corral.lab.report.Progress;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.trial.Trials;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The controls of the lab's promises. Each mitigation has one: the measurement of the rung that adds the mitigation, on
 * a cache without it. Its promise must be missed, or its check could not fail.
 */
public final class Controls {

    private static final List<Mitigation> ALL = List.of(Mitigation.values());
    /** The mitigations whose harm only a trial does; the load of the ladder does the harm of the others. */
    private static final Set<Mitigation> IN_TRIALS =
            EnumSet.of(Mitigation.BREAKER, Mitigation.GATE, Mitigation.STALE_IF_ERROR);

    /** The number of runs under the load of the ladder: one for each of the others, and one to compare jitter with. */
    public static final int RUNS = ALL.size() - IN_TRIALS.size() + 1;

    private final Ladder ladder;
    private final Stage stage;
    private final Progress progress;

    private Controls(Ladder ladder, Stage stage, Progress progress) {
        this.ladder = ladder;
        this.stage = stage;
        this.progress = progress;
    }

    public static Estimate estimate(Scenario scenario) {
        Duration inTrials = IN_TRIALS.stream()
                .map(mitigation -> Trials.controlTime(scenario, mitigation))
                .reduce(Duration.ZERO, Duration::plus);
        List<Rung> rungs = ALL.stream()
                .filter(mitigation -> !IN_TRIALS.contains(mitigation))
                .map(Rung::adding)
                .toList();
        return Estimate.ofFleet()
                .and("the warm-up", Ladder.warmUpTime(scenario))
                .and("one rung for comparison", Ladder.time(scenario, List.of(Rung.SWR)))
                .and(rungs.size() + " rungs", Ladder.time(scenario, rungs))
                .and(IN_TRIALS.size() + " trials", inTrials);
    }

    /**
     * Runs each control, and once more if it is void. A control that fails ends the run.
     *
     * @param fleet a fleet with a cache for each mitigation that can be left out
     */
    public static Results<ControlRow> hold(Fleet fleet, Scenario scenario, ReportFiles files, Progress progress)
            throws InterruptedException, IOException {
        try (Ladder ladder = new Ladder(fleet, scenario, files, progress);
                Stage stage = new Stage(fleet, scenario)) {
            ladder.warmUp();
            return Results.of(ALL, new Controls(ladder, stage, progress)::hold, ControlRow::missing);
        }
    }

    private ControlRow hold(Mitigation mitigation) throws InterruptedException, IOException {
        return ControlRow.of(mitigation, check(mitigation));
    }

    private Check check(Mitigation mitigation) throws InterruptedException, IOException {
        if (IN_TRIALS.contains(mitigation)) {
            return Trials.control(mitigation, stage, progress::say);
        }
        RungRun unspread = mitigation == Mitigation.JITTER ? ladder.run(Rung.SWR, Rung.SWR.cache()) : null;
        RungRun run = ladder.run(Rung.adding(mitigation), ControlRow.cacheOf(mitigation));
        return Promises.keptBy(mitigation, run, unspread);
    }
}
