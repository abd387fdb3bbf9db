package dev.corral.lab.command;

import dev.corral.lab.ctl.CtlCommand;
import dev.corral.lab.drill.Ctl;
import dev.corral.lab.drill.Drill;
import dev.corral.lab.drill.DrillFleet;
import dev.corral.lab.drill.DrillReport;
import dev.corral.lab.drill.DrillScenario;
import dev.corral.lab.drill.HiddenHerd;
import dev.corral.lab.fleet.Layout;
import dev.corral.lab.fleet.Prometheus;
import dev.corral.lab.machine.Machine;
import dev.corral.lab.machine.Need;
import dev.corral.lab.machine.Preflight;
import dev.corral.lab.output.OutputFolder;
import dev.corral.lab.scenario.Scenario;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./corral drill}: each herd on a fleet with a Prometheus, seen by its alert and ended by the runbook. */
@Command(
        name = DrillCommand.NAME,
        description = {
            "Causes each herd, waits for its alert, and carries out the runbook.",
            "A Prometheus on PATH scrapes the fleet. For each herd, its alert must fire, the step of the runbook must end"
                    + " it, and no other alert may fire."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", ExitCode.HELP, "Example: ./corral drill --quick --check --only hot-key"})
public final class DrillCommand implements Callable<Integer> {

    static final String NAME = "drill";

    private static final String DASHBOARDS = "dashboards";

    @Option(names = "--quick", description = "Cause only the six herds that every change must pass.")
    boolean quick;

    @Option(
            names = "--check",
            description =
                    "Exit with 1 if a promise is missed, and name it. Adds a control: healthy load without an alert.")
    boolean check;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Herds to cause. Default: all.")
    List<String> only;

    @Option(names = "--keep", description = "Keep the fleet and Prometheus running afterwards, until Ctrl-C.")
    boolean keep;

    @Option(
            names = "--hidden",
            paramLabel = "SEED",
            description = "For practice: cause a herd that the seed selects, without its name, until Ctrl-C.")
    Long hidden;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the report. Default: target/drill.")
    Path out;

    @Override
    public Integer call() throws Exception {
        Drill drill = drill();
        Scenario scenario = DrillScenario.on(Runtime.getRuntime().availableProcessors());
        Need need = Need.ofLoad(scenario, 1, false);
        Prometheus.require();
        return hidden == null
                ? new Experiment(NAME, DrillReport.FORMAT, need, "report", check)
                        .run(out, run -> measured(drill, scenario, run))
                : practice(scenario, need);
    }

    private Drill drill() {
        Require.that(
                hidden == null || only == null && !quick && !check && !keep,
                "--hidden is given with --only, --quick, --check or --keep; it selects the herd and keeps it: leave the"
                        + " others out");
        Require.that(
                only == null || !quick,
                "--only and --quick are both given; each selects the herds: leave one of them out");
        List<String> names = Require.list("--only", only);
        return only != null ? Drill.named(names, check) : quick ? Drill.quick(check) : Drill.all(check);
    }

    private Experiment.Outcome measured(Drill drill, Scenario scenario, Experiment.Run run) throws Exception {
        run.progress().say("starting Redis, the origin, Prometheus and " + NodeCount.text(scenario.nodes()));
        DrillFleet fleet = DrillFleet.start(scenario, layout(run.folder(), scenario), dashboards(), DrillCommand::ctl);
        boolean stays = false;
        try {
            run.folder().clear();
            Drill.Result result = drill.hold(fleet, dashboards(), run.progress()::say);
            stays = keep && result.herds().failure().isEmpty();
            return new Experiment.Outcome(
                    DrillReport.of(scenario, run.seconds(), result),
                    result.herds().failure(),
                    stays ? () -> keepUp(fleet) : () -> {});
        } finally {
            if (!stays) {
                fleet.close();
            }
        }
    }

    private static void keepUp(DrillFleet fleet) {
        System.out.println(Addresses.text(fleet));
        Serving.untilEnded(fleet::requireAlive, fleet.fleet().redisWatch());
    }

    private int practice(Scenario scenario, Need need) throws InterruptedException {
        try (OutputFolder folder = Folders.output(out, NAME)) {
            Preflight.require(NAME, need, Machine.of(folder.path()));
            System.err.println("starting Redis, the origin, Prometheus and " + NodeCount.text(scenario.nodes()));
            try (HiddenHerd herd =
                    HiddenHerd.start(scenario, layout(folder, scenario), dashboards(), DrillCommand::ctl, hidden)) {
                System.out.println(Addresses.text(herd.fleet())
                        + Addresses.practice(herd.fleet().loadUrl()));
                return Serving.untilEnded(herd::look);
            }
        }
    }

    private static Layout layout(OutputFolder folder, Scenario scenario) {
        return Layout.anywhere(Folders.apps(), folder.logs(), scenario.nodes());
    }

    private static Path dashboards() {
        return Folders.home().resolve(DASHBOARDS);
    }

    private static Ctl.Result ctl(List<String> arguments) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        int status = CtlCommand.run(out, out, arguments);
        return new Ctl.Result(status, text.toString());
    }
}
