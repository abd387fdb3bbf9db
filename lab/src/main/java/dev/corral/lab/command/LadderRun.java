package dev.corral.lab.command;

import dev.corral.lab.experiment.Estimate;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.Layout;
import dev.corral.lab.ladder.Ladder;
import dev.corral.lab.load.Schedule;
import dev.corral.lab.machine.Machine;
import dev.corral.lab.machine.Need;
import dev.corral.lab.machine.Preflight;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Climb;
import dev.corral.lab.measure.Promises;
import dev.corral.lab.output.OutputFolder;
import dev.corral.lab.report.Conditions;
import dev.corral.lab.report.Findings;
import dev.corral.lab.report.Progress;
import dev.corral.lab.report.Report;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.report.Table;
import dev.corral.lab.report.Voids;
import dev.corral.lab.report.page.Page;
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

    /**
     * The result of a run.
     *
     * @param failures the failure that ended it early; at most one
     */
    private record Result(Report report, List<RuntimeException> failures) {}

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
        try (OutputFolder folder = Folders.output(out, LabCommand.NAME)) {
            Preflight.require(LabCommand.NAME, need(), Machine.of(folder.path()));
            Result result = measured(folder);
            Report report = result.report();
            Path page = folder.finish(() -> {
                new ReportFiles(folder.path()).write(report);
                return Page.write(folder.path());
            });
            print(report, folder.path(), page);
            result.failures().forEach(LadderRun::end);
            VoidNotice.tell(LabCommand.NAME, report.voids());
            return ExitCode.of(check, report.kept(), report.whole());
        }
    }

    private Need need() {
        return Need.ofLoad(scenario, rungs.size(), rungs.contains(Rung.NONE));
    }

    /** Ends the run with its failure, after the earlier results are written. */
    private static void end(RuntimeException failure) {
        throw failure;
    }

    private Result measured(OutputFolder folder) throws Exception {
        try (Progress progress = new Progress(System.err);
                Fleet fleet = raise(folder, progress)) {
            folder.clear();
            Climb climb = climb(fleet, new ReportFiles(folder.path()), progress);
            Trials held = hold(climb, fleet, progress);
            List<Check> checks = new ArrayList<>(Promises.check(climb.runs()));
            checks.addAll(held.checks());
            List<RuntimeException> failures = new ArrayList<>(climb.failures());
            held.failure().ifPresent(failures::add);
            Report report = Report.of(
                    Conditions.here(), scenario, without, Schedule.draw(scenario, scenario.duration()), climb, checks);
            return new Result(report.with(held.findings(), held.voids()), failures);
        }
    }

    private Fleet raise(OutputFolder folder, Progress progress) {
        progress.say(estimate().toString());
        progress.say("starting Redis, the origin and " + NodeCount.text(scenario.nodes()));
        Layout layout = Layout.anywhere(Folders.apps(), folder.logs(), scenario.nodes());
        return trials.isPresent()
                ? Fleet.forTrials(scenario, layout, redisUrl, without)
                : Fleet.start(scenario, layout, redisUrl, without);
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

    private static void print(Report report, Path folder, Path page) {
        System.out.println(Table.text(report));
        System.out.println(Findings.text(report));
        report.checks().forEach(System.out::println);
        System.out.print(Voids.text(report.voids()));
        System.out.println("\nreport, raw ledgers and latencies: " + folder + "\npage: " + page);
    }
}
