package dev.corral.lab.command;

import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.Layout;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Finding;
import dev.corral.lab.measure.Promises;
import dev.corral.lab.measure.RungRun;
import dev.corral.lab.report.Conditions;
import dev.corral.lab.report.Findings;
import dev.corral.lab.report.Progress;
import dev.corral.lab.report.Report;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.report.Table;
import dev.corral.lab.report.page.Page;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.trial.Trials;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./corral lab}: every rung under the same load, one after another, and the table. */
@Command(
        name = "lab",
        description =
                "Raises a fleet, drives every rung of the ladder under the same load, and prints what the origin was asked.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 done, 1 a check was missed, 2 it could not run.",
            "Example: ./corral lab --quick --check --rungs swr,jitter --without jitter"
        })
public final class LabCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "About six minutes in all: a hot key of a shorter TTL.")
    boolean quick;

    @Option(names = "--check", description = "Exit 1 where a rung misses what it promises, saying which number.")
    boolean check;

    @Option(names = "--rungs", split = ",", paramLabel = "RUNG", description = "Rungs to run. Default: all.")
    List<String> rungs;

    @Option(names = "--without", split = ",", paramLabel = "LAYER", description = Mitigations.OPTION)
    List<String> without = List.of();

    @Option(
            names = "--no-trials",
            description =
                    "Leave out the trials of what full adds, each by itself. They take another minute and a half.")
    boolean noTrials;

    @Mixin
    ScenarioOptions options;

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description = "Use this Redis instead of starting one; only the fleet's own keys are touched.")
    String redis;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the report and the raw data. Default: target/lab.")
    Path out;

    @Override
    public Integer call() throws Exception {
        Scenario scenario = options.scenario(quick);
        List<Rung> ladder = ladder();
        Mitigations.require(without);
        Path folder = Folders.output(out, "lab");
        Map<Rung, RungRun> runs;
        List<Finding> findings = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        try (Progress progress = new Progress(System.err);
                Fleet fleet = raise(scenario, ladder, folder, progress)) {
            runs = climb(ladder, fleet, scenario, new ReportFiles(folder), progress);
            checks.addAll(Promises.check(runs));
            if (holdsTrials(ladder)) {
                Trials trials = Trials.hold(fleet, scenario, without, progress::say);
                findings.addAll(trials.findings());
                checks.addAll(trials.checks());
            }
        }
        Report report =
                Report.of(Conditions.here(), scenario, without, runs, checks).with(findings);
        new ReportFiles(folder).write(report);
        Path page = Page.write(folder);
        System.out.println(Table.text(report));
        System.out.println(Findings.text(report));
        checks.forEach(System.out::println);
        System.out.println("\nreport, raw ledgers and latencies: " + folder + "\nto look at: " + page);
        return check && !checks.stream().allMatch(Check::kept) ? 1 : 0;
    }

    private static Map<Rung, RungRun> climb(
            List<Rung> ladder, Fleet fleet, Scenario scenario, ReportFiles files, Progress progress) throws Exception {
        try (Ladder ascent = new Ladder(fleet, scenario, files, progress)) {
            return ascent.warmUp().climb(ladder);
        }
    }

    private boolean holdsTrials(List<Rung> ladder) {
        return !noTrials && ladder.contains(Rung.FULL);
    }

    private Fleet raise(Scenario scenario, List<Rung> ladder, Path folder, Progress progress) {
        progress.say(String.format(Locale.ROOT, "starting Redis, the origin and %d cache nodes", scenario.nodes()));
        Layout layout = Layout.anywhere(Folders.home(), folder.resolve("logs"), scenario.nodes());
        return ShutdownHook.closing(
                holdsTrials(ladder)
                        ? Fleet.forTrials(scenario, layout, redis, without)
                        : Fleet.start(scenario, layout, redis, without));
    }

    private List<Rung> ladder() {
        if (rungs == null) {
            return List.of(Rung.values());
        }
        List<Rung> named = rungs.stream().map(Rung::named).toList();
        return Arrays.stream(Rung.values()).filter(named::contains).toList();
    }
}
