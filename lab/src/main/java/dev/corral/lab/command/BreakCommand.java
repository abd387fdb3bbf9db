package dev.corral.lab.command;

import dev.corral.lab.experiment.Results;
import dev.corral.lab.fault.BreakReport;
import dev.corral.lab.fault.BreakText;
import dev.corral.lab.fault.FaultRow;
import dev.corral.lab.fault.FaultScenario;
import dev.corral.lab.fault.Faults;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.Layout;
import dev.corral.lab.machine.Machine;
import dev.corral.lab.machine.Need;
import dev.corral.lab.machine.Preflight;
import dev.corral.lab.output.OutputFolder;
import dev.corral.lab.report.Progress;
import dev.corral.lab.report.page.Page;
import dev.corral.lab.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./corral break}: the fleet under steady load and faults, each with its control. */
@Command(
        name = BreakCommand.NAME,
        description = {
            "Injects faults under steady load and checks a promise for each.",
            "The faults are those of nodes, Redis, the origin, clients and the clock. Each fault runs once more as a"
                    + " control, which shows the harm without the mitigation."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", ExitCode.HELP, "Example: ./corral break --quick --check --only redis-flushed"})
public final class BreakCommand implements Callable<Integer> {

    static final String NAME = "break";

    @Option(names = "--quick", description = "Run fewer rounds of the same faults and promises.")
    boolean quick;

    @Option(names = "--check", description = "Exit with 1 if a promise is missed, and name that number.")
    boolean check;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Faults to inject. Default: all.")
    List<String> only;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the report. Default: target/break.")
    Path out;

    @Override
    public Integer call() throws Exception {
        Faults faults = only == null ? Faults.all() : Faults.named(Require.list("--only", only));
        Scenario scenario = FaultScenario.steady();
        try (OutputFolder folder = Folders.output(out, NAME)) {
            Preflight.require(NAME, Need.ofLoad(scenario, 1, false), Machine.of(folder.path()));
            long beganNanos = System.nanoTime();
            Results<FaultRow> rows = measured(faults, scenario, folder);
            long seconds = Duration.ofNanos(System.nanoTime() - beganNanos).toSeconds();
            BreakReport report = BreakReport.of(scenario, quick, seconds, rows.all());
            Path page = folder.finish(() -> {
                report.write(folder.path());
                return Page.write(folder.path());
            });
            System.out.println("\n" + BreakText.text(report));
            System.out.println("report: " + folder.path() + "\npage: " + page);
            rows.requireWhole();
            VoidNotice.tell(NAME, report.voids());
            return ExitCode.of(check, report.kept(), report.whole());
        }
    }

    private Results<FaultRow> measured(Faults faults, Scenario scenario, OutputFolder folder) throws Exception {
        try (Progress progress = new Progress(System.err);
                Fleet fleet = raise(scenario, folder, progress)) {
            folder.clear();
            return faults.hold(fleet, scenario, quick, progress::say);
        }
    }

    private static Fleet raise(Scenario scenario, OutputFolder folder, Progress progress) {
        progress.say("starting Redis, the origin and " + NodeCount.text(scenario.nodes()));
        Layout layout = Layout.anywhere(Folders.apps(), folder.logs(), scenario.nodes());
        return Fleet.forFaults(scenario, layout);
    }
}
