package dev.corral.lab.command;

import dev.corral.lab.experiment.Results;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.Layout;
import dev.corral.lab.ladder.Ladder;
import dev.corral.lab.machine.Need;
import dev.corral.lab.measure.Climb;
import dev.corral.lab.report.Conditions;
import dev.corral.lab.report.Progress;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.scopes.ScopesReport;
import dev.corral.lab.scopes.ScopesScenario;
import dev.corral.lab.scopes.ScopesText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ./corral scopes}: the cost of a boundary on fleets of several sizes, for process scope and for fleet scope.
 */
@Command(
        name = ScopesCommand.NAME,
        description = {
            "Counts the queries of a boundary on fleets of several sizes.",
            "Starts one fleet after another and counts the queries that the origin receives at each boundary of the hot"
                    + " key: one per node under single-flight, one in all under lock and swr."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", ExitCode.HELP, "Example: ./corral scopes --nodes 1,3,5 --quick --check"})
public final class ScopesCommand implements Callable<Integer> {

    static final String NAME = "scopes";

    @Option(
            names = "--nodes",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,3,5",
            description = "Sizes of the fleets. Default: ${DEFAULT-VALUE}.")
    List<Integer> nodes;

    @Option(
            names = "--quick",
            description = "Use a shorter TTL and a faster origin: about two and a half minutes in all.")
    boolean quick;

    @Option(names = "--check", description = "Exit with 1 if a rung misses a promise, and name that number.")
    boolean check;

    @Mixin
    RedisOption redis;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the report and the raw data. Default: target/scopes.")
    Path out;

    @Override
    public Integer call() throws Exception {
        List<Integer> sizes = sizes();
        redis.require();
        return new Experiment(NAME, ScopesReport.FORMAT, need(sizes), LabCommand.FILES, check).run(out, run -> {
            run.folder().clear();
            Results<ScopesReport.Size> measured = measured(sizes, run);
            if (measured.all().stream().allMatch(size -> size.rows().isEmpty())) {
                measured.requireWhole();
            }
            return new Experiment.Outcome(ScopesReport.of(Conditions.here(), measured.all()), measured.failure());
        });
    }

    private Need need(List<Integer> sizes) {
        return Need.ofLoad(
                ScopesScenario.of(sizes.getLast(), quick), sizes.size() * ScopesScenario.RUNGS.size(), false);
    }

    private Results<ScopesReport.Size> measured(List<Integer> sizes, Experiment.Run run)
            throws IOException, InterruptedException {
        Map<Integer, ScopesReport.Size> shown = new HashMap<>();
        return Results.of(
                sizes,
                size -> measure(size, run.folder().path().resolve("nodes-" + size), run.progress(), shown),
                (size, why) -> shown.getOrDefault(size, ScopesReport.Size.missing(scenario(size), why)));
    }

    private Scenario scenario(int size) {
        return ScopesScenario.of(size, quick);
    }

    /** @param shown receives the result of a fleet, also a partial one if the fleet fails later */
    private ScopesReport.Size measure(int nodes, Path folder, Progress progress, Map<Integer, ScopesReport.Size> shown)
            throws IOException, InterruptedException {
        progress.say("starting Redis, the origin and a fleet of " + ScopesText.nodes(nodes));
        Files.createDirectories(folder);
        Layout layout = Layout.anywhere(Folders.apps(), folder.resolve("logs"), nodes);
        try (Fleet fleet = Fleet.start(scenario(nodes), layout, redis.url(), List.of());
                Ladder ladder = new Ladder(fleet, scenario(nodes), new ReportFiles(folder), progress)) {
            Climb climb = ladder.warmUp(ScopesScenario.RUNGS.getLast()).climb(ScopesScenario.RUNGS);
            shown.put(nodes, ScopesReport.Size.of(scenario(nodes), climb));
            for (RuntimeException failure : climb.failures()) {
                throw failure;
            }
            return shown.get(nodes);
        }
    }

    /** The sizes in ascending order. */
    private List<Integer> sizes() {
        nodes.forEach(Range.NODES::require);
        return Require.list("--nodes", nodes).stream().sorted().toList();
    }
}
