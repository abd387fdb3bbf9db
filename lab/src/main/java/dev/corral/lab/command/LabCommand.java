package dev.corral.lab.command;

import dev.corral.lab.control.ControlReport;
import dev.corral.lab.control.ControlRow;
import dev.corral.lab.control.Controls;
import dev.corral.lab.experiment.Results;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.machine.Need;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.scenario.Pace;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.trial.TrialChoice;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

    /** What the folder of a run contains. */
    static final String FILES = "report, raw ledgers and latencies";

    @Option(
            names = "--quick",
            description = "Use a shorter TTL, a faster origin and fewer boundaries: at most two and a half minutes in"
                    + " all. Without it at most five minutes.")
    boolean quick;

    @Option(names = "--long", description = "Use a longer TTL for the hot key: about eight minutes in all.")
    boolean isLong;

    @Option(names = "--check", description = "Exit with 1 if a rung misses a promise, and name that number.")
    boolean check;

    @Option(
            names = "--controls",
            description =
                    "Measure each promise without its mitigation, at the pace of --quick; every one must be missed."
                            + " Exits 1 where one is kept. At most five minutes; the report is in target/controls.")
    boolean controls;

    @Option(names = "--rungs", split = ",", paramLabel = "RUNG", description = "Rungs to run. Default: all.")
    List<String> rungs;

    @Option(names = "--without", split = ",", paramLabel = "LAYER", description = Mitigations.OPTION)
    List<String> without;

    @Option(
            names = "--no-trials",
            description = "Skip the trials, which measure each mitigation of full by itself and take a minute more.")
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
        Scenario scenario = options.scenario(pace());
        if (controls) {
            requireControlsAlone();
            redis.require();
            return runControls(scenario);
        }
        List<Rung> ladder = ladder();
        without = Require.list("--without", without);
        Mitigations.require(without);
        redis.require();
        return new LadderRun(scenario, ladder, without, trials(ladder), redis.url()).run(out, check);
    }

    private int runControls(Scenario scenario) throws Exception {
        Need need = Need.ofLoad(scenario, Controls.RUNS, false);
        return new Experiment(NAME + " --controls", ControlReport.FORMAT, need, FILES, true).run(out, run -> {
            run.progress().say(Controls.estimate(scenario).toString());
            ReportFiles files = new ReportFiles(run.folder().path());
            Results<ControlRow> rows = run.onFleet(
                    " and " + NodeCount.text(scenario.nodes()),
                    scenario.nodes(),
                    layout -> Fleet.forControls(scenario, layout, redis.url()),
                    fleet -> Controls.hold(fleet, scenario, files, run.progress()));
            return new Experiment.Outcome(ControlReport.of(scenario, run.seconds(), rows.all()), rows.failure());
        });
    }

    private Pace pace() {
        Require.that(
                !(quick && isLong), "--quick and --long are both given; a run has one length: leave one of them out");
        return isLong ? Pace.LONG : quick || controls ? Pace.QUICK : Pace.USUAL;
    }

    private void requireControlsAlone() {
        requireWithoutControls("--long", isLong);
        requireWithoutControls("--rungs", rungs != null);
        requireWithoutControls("--without", without != null);
        requireWithoutControls("--no-trials", noTrials);
        Require.that(
                options.nodes > 1,
                "--nodes is 1; it must be 2 or more with --controls, because one node alone needs no lock: raise it");
    }

    private static void requireWithoutControls(String option, boolean given) {
        Require.that(
                !given,
                option + " is given with --controls, which has a length, rungs and mitigations of its own: leave "
                        + option + " out");
    }

    private Optional<TrialChoice> trials(List<Rung> ladder) {
        return noTrials || !ladder.contains(Rung.FULL)
                ? Optional.empty()
                : Optional.of(new TrialChoice(pace(), without));
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
