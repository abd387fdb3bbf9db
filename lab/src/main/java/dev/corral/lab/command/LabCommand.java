package dev.corral.lab.command;

import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.Layout;
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
import dev.corral.lab.trial.Trials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./corral lab}: every rung under the same load, one after another, and the table of results. */
@Command(
        name = LabCommand.NAME,
        description = {
            "Measures every rung of the ladder under the same load.",
            "Starts a fleet, runs one rung after another, and prints how many queries the origin received at each."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", ExitCode.HELP, "Example: ./corral lab --quick --check --rungs swr,jitter --without jitter"})
public final class LabCommand implements Callable<Integer> {

    static final String NAME = "lab";

    @Option(names = "--quick", description = "Use a shorter TTL for the hot key: about six minutes in all.")
    boolean quick;

    @Option(names = "--check", description = "Exit with 1 if a rung misses a promise, and name that number.")
    boolean check;

    @Option(names = "--rungs", split = ",", paramLabel = "RUNG", description = "Rungs to run. Default: all.")
    List<String> rungs;

    @Option(names = "--without", split = ",", paramLabel = "LAYER", description = Mitigations.OPTION)
    List<String> without;

    @Option(
            names = "--no-trials",
            description = "Skip the trials, which measure each mitigation of full by itself and take 90 seconds more.")
    boolean noTrials;

    @Mixin
    ScenarioOptions options;

    @Mixin
    RedisOption redis;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the report and the raw data. Default: target/lab.")
    Path out;

    @Override
    public Integer call() throws Exception {
        Scenario scenario = options.scenario(quick);
        List<Rung> ladder = ladder();
        without = Require.list("--without", without);
        Mitigations.require(without);
        redis.require();
        try (OutputFolder folder = Folders.output(out, NAME)) {
            Preflight.require(NAME, need(scenario, ladder), Machine.of(folder.path()));
            Run run = measured(scenario, ladder, folder);
            Report report = run.report();
            Path page = folder.finish(() -> {
                new ReportFiles(folder.path()).write(report);
                return Page.write(folder.path());
            });
            print(report, folder.path(), page);
            run.failures().forEach(LabCommand::end);
            VoidNotice.tell(NAME, report.voids());
            return ExitCode.of(check, report.kept(), report.whole());
        }
    }

    private static Need need(Scenario scenario, List<Rung> ladder) {
        return Need.ofLoad(scenario, ladder.size(), ladder.contains(Rung.NONE));
    }

    /**
     * The result of a run.
     *
     * @param failures the failure that ended it early; at most one
     */
    private record Run(Report report, List<RuntimeException> failures) {}

    /** Ends the run with its failure, after the earlier results are written. */
    private static void end(RuntimeException failure) {
        throw failure;
    }

    private Run measured(Scenario scenario, List<Rung> ladder, OutputFolder folder) throws Exception {
        try (Progress progress = new Progress(System.err);
                Fleet fleet = raise(scenario, ladder, folder, progress)) {
            folder.clear();
            Climb climb = climb(ladder, fleet, scenario, new ReportFiles(folder.path()), progress);
            Trials trials = trials(ladder, climb, fleet, scenario, progress);
            List<Check> checks = new ArrayList<>(Promises.check(climb.runs()));
            checks.addAll(trials.checks());
            List<RuntimeException> failures = new ArrayList<>(climb.failures());
            trials.failure().ifPresent(failures::add);
            Report report = Report.of(
                    Conditions.here(), scenario, without, Schedule.draw(scenario, scenario.duration()), climb, checks);
            return new Run(report.with(trials.findings(), trials.voids()), failures);
        }
    }

    private Trials trials(List<Rung> ladder, Climb climb, Fleet fleet, Scenario scenario, Progress progress)
            throws InterruptedException, IOException {
        if (!holdsTrials(ladder)) {
            return Trials.none();
        }
        return climb.failures().isEmpty()
                ? Trials.hold(fleet, scenario, without, progress::say)
                : Trials.missing("the run ended before the trials");
    }

    private static void print(Report report, Path folder, Path page) {
        System.out.println(Table.text(report));
        System.out.println(Findings.text(report));
        report.checks().forEach(System.out::println);
        System.out.print(Voids.text(report.voids()));
        System.out.println("\nreport, raw ledgers and latencies: " + folder + "\npage: " + page);
    }

    private static Climb climb(List<Rung> ladder, Fleet fleet, Scenario scenario, ReportFiles files, Progress progress)
            throws Exception {
        try (Ladder ascent = new Ladder(fleet, scenario, files, progress)) {
            return ascent.warmUp().climb(ladder);
        }
    }

    private boolean holdsTrials(List<Rung> ladder) {
        return !noTrials && ladder.contains(Rung.FULL);
    }

    private Fleet raise(Scenario scenario, List<Rung> ladder, OutputFolder folder, Progress progress) {
        progress.say("starting Redis, the origin and " + NodeCount.text(scenario.nodes()));
        Layout layout = Layout.anywhere(Folders.apps(), folder.logs(), scenario.nodes());
        return holdsTrials(ladder)
                ? Fleet.forTrials(scenario, layout, redis.url(), without)
                : Fleet.start(scenario, layout, redis.url(), without);
    }

    private List<Rung> ladder() {
        if (rungs == null) {
            return List.of(Rung.values());
        }
        List<Rung> named =
                Require.list("--rungs", rungs).stream().map(Rung::named).toList();
        return Arrays.stream(Rung.values()).filter(named::contains).toList();
    }
}
