package dev.corral.lab.command;

import dev.corral.lab.bench.Bench;
import dev.corral.lab.bench.BenchReport;
import dev.corral.lab.bench.BenchScenario;
import dev.corral.lab.bench.Measure;
import dev.corral.lab.bench.Measured;
import dev.corral.lab.experiment.Results;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.machine.Need;
import dev.corral.lab.report.Conditions;
import dev.corral.lab.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./corral bench}: the cost of the guard compared with a control, and the number of queries and commands it
 * needs.
 */
@Command(
        name = BenchCommand.NAME,
        description = {
            "Measures the cost of a hit, and counts queries and Redis commands.",
            "Each cost is compared with a control that sends the same response without the cache, in alternating rounds"
                    + " on the same machine. Queries and Redis commands are counted per boundary."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", ExitCode.HELP, "Example: ./corral bench --quick --check"})
public final class BenchCommand implements Callable<Integer> {

    static final String NAME = "bench";

    private static final int NODES = 3;
    private static final int BOUNDARIES = 200;
    private static final int QUICK_BOUNDARIES = 40;

    @Option(
            names = "--quick",
            description = "Run only the measures that count, on fewer boundaries: at most three minutes.")
    boolean quick;

    @Option(names = "--check", description = "Exit with 1 if a measure misses its limit, and name that number.")
    boolean check;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Measures to run. Default: all but cold-starts.")
    List<String> only;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the report and the raw numbers. Default: target/bench.")
    Path out;

    @Override
    public Integer call() throws Exception {
        List<Measure> measures = Bench.chosen(quick, Require.list("--only", only));
        Scenario scenario = BenchScenario.of(NODES, quick ? QUICK_BOUNDARIES : BOUNDARIES);
        Need need = Need.ofLoad(scenario, 1, false);
        return new Experiment(NAME, BenchReport.FORMAT, need, "report and raw numbers", check).run(out, run -> {
            Results<Measured> measured = run.onFleet(
                    ", a fleet and the control next to it",
                    scenario.nodes(),
                    layout -> quick
                            ? Fleet.start(scenario, layout, null, List.of())
                            : Fleet.lasting(scenario, layout, null, List.of()),
                    fleet -> Bench.hold(measures, fleet, scenario, quick, run.progress()::say));
            return new Experiment.Outcome(
                    BenchReport.of(Conditions.here(), scenario, measured.all()), measured.failure());
        });
    }
}
