package dev.corral.lab.command;

import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.Layout;
import dev.corral.lab.measure.RungRun;
import dev.corral.lab.measure.ScopePromises;
import dev.corral.lab.report.Conditions;
import dev.corral.lab.report.Progress;
import dev.corral.lab.report.Report;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The same rungs on fleets of several sizes, one fleet after another: those that differ in who shares a load. The load is
 * the hot key's alone.
 */
record Scopes(Path folder, String redis, boolean quick, Progress progress) {

    static final List<Rung> RUNGS = List.of(Rung.SINGLE_FLIGHT, Rung.LOCK, Rung.SWR);

    private static final double READS_PER_SECOND = 200;
    private static final long SEED = 42;

    Report run(int nodes) throws IOException, InterruptedException {
        Scenario scenario = scenario(nodes, quick);
        Path own = Folders.output(folder.resolve("nodes-" + nodes), "scopes");
        progress.say("starting Redis, the origin and " + nodes + (nodes == 1 ? " cache node" : " cache nodes"));
        Layout layout = Layout.anywhere(Folders.home(), own.resolve("logs"), nodes);
        try (Fleet fleet = ShutdownHook.closing(Fleet.start(scenario, layout, redis, List.of()));
                Ladder ladder = new Ladder(fleet, scenario, new ReportFiles(own), progress)) {
            Map<Rung, RungRun> runs = ladder.climb(RUNGS);
            return Report.of(Conditions.here(), scenario, List.of(), runs, ScopePromises.check(runs));
        }
    }

    /** Quick means a shorter TTL before a quicker origin, at the same proportion. */
    static Scenario scenario(int nodes, boolean quick) {
        Duration ttl = Duration.ofMillis(quick ? 1_000 : 2_000);
        return new Scenario(
                nodes,
                SEED,
                quick ? 5 : 10,
                new Scenario.Load(READS_PER_SECOND, 0, 0, 1, 0),
                new Scenario.Times(ttl, ttl, Duration.ofSeconds(6), 0.2, Duration.ofSeconds(5)),
                new Scenario.Origin(ttl.dividedBy(5), 0.05, 640, 2_000, 256));
    }
}
