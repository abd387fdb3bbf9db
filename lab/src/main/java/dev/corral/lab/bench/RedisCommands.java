package dev.corral.lab.bench;

import dev.corral.lab.experiment.Counted;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.Monitor;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.measure.Query;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A measure of the number of commands for one key that Redis receives, as Redis itself reports them: for hits, and for
 * boundaries in addition to their hits.
 */
final class RedisCommands {

    private static final int PER_SECOND = 200;
    private static final Duration HITS = Duration.ofSeconds(2);
    private static final int BOUNDARIES = 10;
    /** The interval at which a lease is renewed, a third of the node's default lease. */
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(2).dividedBy(3);
    /** The factor of the origin's time for a load that lasts for several renewals. */
    private static final double SLOW = 75;

    private static final Duration SLOW_LOAD = Duration.ofSeconds(2);
    private static final Duration SLOW_RUN = Duration.ofSeconds(8);

    /**
     * The counts for one row under load.
     *
     * @param reads the reads, each of which is one GET, without those served by a near cache
     * @param commands the commands for the row's key
     * @param boundaries the boundaries that the origin observed
     * @param renewals the renewals of the lease for which the loads took long enough
     */
    record Scene(String cache, int nodes, long reads, long commands, int boundaries, long renewals, long failed) {

        long beyondReads() {
            return commands - reads;
        }

        /** The commands of a boundary in addition to its reads and renewals. */
        double perBoundary() {
            return boundaries == 0 ? Double.NaN : (double) (beyondReads() - renewals) / boundaries;
        }

        int most() {
            return 2 * nodes + 3;
        }

        boolean kept() {
            return failed == 0 && perBoundary() <= most();
        }
    }

    record Seen(Scene near, Scene store, List<Scene> boundaries) {}

    private RedisCommands() {}

    static Measure.Result measure(ControlledNode controlled) throws InterruptedException, IOException {
        Seen seen = new Seen(
                hits(controlled, Rung.FULL, CacheStatus.NEAR),
                hits(controlled, Rung.SWR, CacheStatus.FRESH),
                boundaries(controlled.stage()));
        return new Measure.Result(judge(seen), seen);
    }

    private static Scene hits(ControlledNode controlled, Rung rung, CacheStatus served)
            throws InterruptedException, IOException {
        controlled.settle(rung.cache(), served);
        return scene(
                controlled.stage(),
                rung,
                ControlledNode.LASTING,
                controlled.stage().nodes(),
                HITS);
    }

    private static List<Scene> boundaries(Stage stage) throws InterruptedException, IOException {
        Duration span = stage.scenario().times().hotTtl().multipliedBy(BOUNDARIES);
        List<Scene> scenes = new ArrayList<>();
        for (Rung rung : List.of(Rung.LOCK, Rung.SWR)) {
            for (int nodes = 1; nodes <= stage.nodes(); nodes++) {
                scenes.add(scene(stage, rung, KeyClass.HOT, nodes, span));
            }
        }
        stage.origin().speed(SLOW);
        try {
            // A waiter polls again after one and a half times the duration of the last load, so that load must have
            // been a slow one as well.
            scene(stage, Rung.SWR, KeyClass.HOT, stage.nodes(), SLOW_LOAD);
            scenes.add(scene(stage, Rung.SWR, KeyClass.HOT, stage.nodes(), SLOW_RUN));
        } finally {
            stage.origin().endFaults();
        }
        return scenes;
    }

    private static Scene scene(Stage stage, Rung rung, KeyClass row, int nodes, Duration span)
            throws InterruptedException, IOException {
        try (Monitor monitor = Monitor.of(stage.redis(), "{" + rung.cache() + ":" + row.id(0) + "}")) {
            Counted run = stage.count(rung.cache(), Reads.of(row, PER_SECOND, span, nodes));
            long commands = monitor.commands();
            List<Query> queries = run.ledger().of(row).queries();
            return new Scene(
                    rung.cache(),
                    nodes,
                    run.count(sample -> sample.cacheStatus() != CacheStatus.NEAR),
                    commands,
                    queries.size(),
                    queries.stream().mapToLong(RedisCommands::renewals).sum(),
                    run.failed());
        }
    }

    private static long renewals(Query query) {
        return query.durationMicros() * 1_000 / RENEWED_EVERY.toNanos();
    }

    static List<Verdict> judge(Seen seen) {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(ofHits("Redis commands of near hits", "0", seen.near(), 0));
        verdicts.add(ofHits(
                "Redis commands of store hits",
                "1 per hit",
                seen.store(),
                seen.store().reads()));
        seen.boundaries().forEach(scene -> verdicts.add(ofBoundaries(scene)));
        return verdicts;
    }

    private static Verdict ofHits(String what, String floor, Scene scene, long allowed) {
        boolean hits = scene.failed() == 0 && scene.boundaries() == 0;
        String text = scene.commands() + " for " + PER_SECOND * HITS.toSeconds() + " reads";
        return new Verdict(what, floor, text, "", hits && scene.commands() <= allowed);
    }

    private static Verdict ofBoundaries(Scene scene) {
        String slow = scene.renewals() == 0 ? "" : " and " + scene.renewals() + " renewals";
        return new Verdict(
                Text.of(
                        "Redis commands of a boundary on %s beyond its hits, %d %s",
                        scene.cache(), scene.nodes(), scene.nodes() == 1 ? "node" : "nodes"),
                "at most " + scene.most() + (scene.renewals() == 0 ? "" : ", and 1 per renewal"),
                Text.of("%.1f", scene.perBoundary()),
                scene.boundaries() + " boundaries" + slow,
                scene.kept());
    }
}
