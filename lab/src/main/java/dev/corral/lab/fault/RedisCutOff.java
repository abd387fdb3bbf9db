package dev.corral.lab.fault;

import dev.corral.lab.experiment.Counted;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Drive;
import dev.corral.lab.experiment.Health;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.NodeClient;
import dev.corral.lab.fleet.RedisClient;
import dev.corral.lab.load.AnswerCheck;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Schedule;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A fault in which Redis closes the nodes' connections; the connections that receive invalidations are closed just
 * before a row is written. It checks whether a node that holds the row in its near cache still serves the old row as
 * fresh.
 */
final class RedisCutOff implements Fault {

    private static final int ROWS = 8;
    private static final int QUICK_ROWS = 5;
    private static final Duration A_ROW = Duration.ofMillis(1_500);
    private static final long NEWER = 2;
    private static final String NEAR = "rows held near";
    private static final String OLD = "old rows called fresh";
    private static final String CUT = "data connections cut";
    private static final String PUSHES = "nodes that hear pushes again";

    @Override
    public About about() {
        return new About(
                "redis-cut-off",
                "CLIENT KILL of all data connections under load, and of the push connections just before each write",
                "no failed request, no old row served as fresh after a write, and the nodes receive pushes again",
                "rows that are written past the nodes, so that Redis sends no push");
    }

    @Override
    public Counts run(Side side, Stage stage) throws InterruptedException, IOException {
        String cache = Rung.FULL.cache();
        int rows = stage.quick() ? QUICK_ROWS : ROWS;
        Drive drive = stage.begin(cache, Schedule.draw(stage.scenario(), A_ROW.multipliedBy(rows)));
        int near = 0;
        int old = 0;
        int cut = 0;
        for (int row = 0; row < rows; row++) {
            stage.health().awaitPushes();
            cut += stage.redis().client().killData();
            String id = KeyClass.LASTING.id(stage.freshKeys(1));
            near += holdNear(stage, cache, id);
            write(side, stage, cache, id);
            old += old(stage, cache, id);
        }
        Counted counted = drive.await();
        stage.health().awaitPushes();
        return Counts.of(counted)
                .and(CUT, cut)
                .and(NEAR, near)
                .and(OLD, old)
                .and(PUSHES, stage.redis().client().pushes());
    }

    /** Returns the number of nodes that hold the row in their near cache. */
    private static int holdNear(Stage stage, String cache, String id) {
        int near = 0;
        for (int node = 0; node < stage.nodes(); node++) {
            int each = node;
            near += Health.await(() -> read(stage, each, cache, id).cacheStatus() == CacheStatus.NEAR) ? 1 : 0;
        }
        return near;
    }

    private static void write(Side side, Stage stage, String cache, String id) {
        if (side == Side.CURE) {
            RedisClient redis = stage.redis().client();
            redis.killPushes();
            stage.client().write(0, cache, id, AnswerCheck.row(id, NEWER));
        } else {
            stage.origin().write(id, AnswerCheck.row(id, NEWER));
        }
    }

    private static int old(Stage stage, String cache, String id) {
        int old = 0;
        for (int node = 0; node < stage.nodes(); node++) {
            NodeClient.Reading reading = read(stage, node, cache, id);
            boolean fresh = reading.cacheStatus() != CacheStatus.STALE;
            old += fresh && AnswerCheck.version(reading.body()) < NEWER ? 1 : 0;
        }
        return old;
    }

    private static NodeClient.Reading read(Stage stage, int node, String cache, String id) {
        return stage.client().read(node, cache, id);
    }

    @Override
    public List<Check> judge(Counts with, Counts control) {
        int nodes = FaultScenario.steady().nodes();
        return List.of(
                zero("failed requests", with, Counts.FAILED),
                zero("wrong values", with, Counts.WRONG),
                check(
                        "old rows served as fresh after a write",
                        "0, of some in the near cache",
                        Text.of("%s of %s", with.text(OLD), with.text(NEAR)),
                        with.none(OLD) && !with.none(NEAR)),
                some("data connections cut", with, CUT),
                check("nodes that receive pushes again", "all " + nodes, with.text(PUSHES), with.get(PUSHES) >= nodes),
                harm("old rows served as fresh", control, OLD));
    }
}
