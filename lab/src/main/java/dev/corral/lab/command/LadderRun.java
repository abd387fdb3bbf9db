package dev.corral.lab.command;

import dev.corral.lab.experiment.Estimate;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.Layout;
import dev.corral.lab.ladder.Ladder;
import dev.corral.lab.load.Schedule;
import dev.corral.lab.machine.Need;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Climb;
import dev.corral.lab.measure.Promises;
import dev.corral.lab.report.Conditions;
import dev.corral.lab.report.Progress;
import dev.corral.lab.report.Report;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.trial.TrialChoice;
import dev.corral.lab.trial.Trials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run of rungs and trials on one fleet.
 *
 * @param without the mitigations that are left out of every stack
 * @param trials the trials that follow the rungs; empty for none
 * @param redisUrl the URL of an existing Redis; null starts one
 */
record LadderRun(
        Scenario scenario, List<Rung> rungs, List<String> without, Optional<TrialChoice> trials, String redisUrl) {

    Estimate estimate() {
        Estimate ladder = Estimate.ofFleet()
                .and("the warm-up", Ladder.warmUpTime(scenario))
                .and(rungs.size() + (rungs.size() == 1 ? " rung" : " rungs"), Ladder.time(scenario, rungs));
        return trials.map(choice -> ladder.and(choice.count(scenario) + " trials", choice.time(scenario)))
                .orElse(ladder);
    }

    /**
     * Returns the exit code, after the report is written.
     *
     * @param out the folder for the report; null for the usual one
     * @param check whether a missed promise is a failure
     */
    int run(Path out, boolean check) throws Exception {
        Need need = Need.ofLoad(scenario, rungs.size(), rungs.contains(Rung.NONE));
        return new Experiment(LabCommand.NAME, Report.FORMAT, need, LabCommand.FILES, check).run(out, run -> {
            run.progress().say(estimate().toString());
            return run.onFleet(
                    " and " + NodeCount.text(scenario.nodes()),
                    scenario.nodes(),
                    this::start,
                    fleet -> measured(fleet, run));
        });
    }

    private Fleet start(Layout layout) {
        return trials.isPresent()
                ? Fleet.forTrials(scenario, layout, redisUrl, without)
                : Fleet.start(scenario, layout, redisUrl, without);
    }

    private Experiment.Outcome measured(Fleet fleet, Experiment.Run run) throws Exception {
        Climb climb = climb(fleet, new ReportFiles(run.folder().path()), run.progress());
        Trials held = hold(climb, fleet, run.progress());
        List<Check> checks = new ArrayList<>(Promises.check(climb.runs()));
        checks.addAll(held.checks());
        Report report = Report.of(
                Conditions.here(), scenario, without, Schedule.draw(scenario, scenario.duration()), climb, checks);
        return new Experiment.Outcome(
                report.with(held.findings(), held.voids()),
                climb.failures().stream().findFirst().or(held::failure));
    }

    private Climb climb(Fleet fleet, ReportFiles files, Progress progress) throws Exception {
        try (Ladder ladder = new Ladder(fleet, scenario, files, progress)) {
            return ladder.warmUp().climb(rungs);
        }
    }

    private Trials hold(Climb climb, Fleet fleet, Progress progress) throws InterruptedException, IOException {
        if (trials.isEmpty()) {
            return Trials.none();
        }
        return climb.failures().isEmpty()
                ? Trials.hold(fleet, scenario, trials.get(), progress::say)
                : Trials.missing("the run ended before them");
    }
}
