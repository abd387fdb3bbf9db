package dev.corral.lab.command;

import dev.corral.lab.experiment.Results;
import dev.corral.lab.fault.BreakReport;
import dev.corral.lab.fault.FaultRow;
import dev.corral.lab.fault.FaultScenario;
import dev.corral.lab.fault.Faults;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.machine.Need;
import dev.corral.lab.scenario.Scenario;
import java.nio.file.Path;
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

    @Option(names = "--long", description = "Run soak, which takes half an hour. Needs --only soak.")
    boolean isLong;

    @Option(names = "--check", description = "Exit with 1 if a promise is missed, and name that number.")
    boolean check;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Faults to inject. Default: all.")
    List<String> only;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the report. Default: target/break.")
    Path out;

    @Override
    public Integer call() throws Exception {
        Faults faults = only == null ? Faults.all() : Faults.named(Require.list("--only", only));
        requireLength(faults);
        Scenario scenario = FaultScenario.steady();
        Need need = Need.ofLoad(scenario, 1, false);
        return new Experiment(NAME, BreakReport.FORMAT, need, "report", check).run(out, run -> {
            Results<FaultRow> rows = run.onFleet(
                    " and " + NodeCount.text(scenario.nodes()),
                    scenario.nodes(),
                    layout -> isLong ? Fleet.forSoak(scenario, layout) : Fleet.forFaults(scenario, layout),
                    fleet -> faults.hold(fleet, scenario, quick, run.progress()::say));
            return new Experiment.Outcome(BreakReport.of(scenario, quick, run.seconds(), rows.all()), rows.failure());
        });
    }

    private void requireLength(Faults faults) {
        String names = String.join(", ", faults.longNames());
        Require.that(
                names.isEmpty() || isLong,
                "--only has " + names + ", which takes half an hour and is run with --long only: add --long");
        Require.that(
                !isLong || faults.longNames().size() == faults.chosen().size(),
                "--long is for soak alone, and the other faults have one length: add --only soak, or leave --long out");
        Require.that(!isLong || !quick, "--long and --quick are given; a run has one length: leave one of them out");
    }
}
