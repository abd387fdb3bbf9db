package dev.corral.lab.fault;

import dev.corral.guard.core.Key;
import dev.corral.lab.experiment.Counted;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.HeldKeys;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.load.AnswerCheck;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.Rung;
import java.io.IOException;
import java.util.List;

/**
 * A fault in which the node that holds the locks is paused for longer than its leases. When it resumes, it holds old
 * rows: it read them before they were written anew, and other nodes have loaded and published the new rows since.
 */
final class HolderPaused implements Fault {

    private static final int HOLDER = 0;
    private static final int ROUNDS = 3;
    private static final int KEYS = 10;
    private static final int CALLERS = 3;
    private static final int READS = 1;
    private static final int PER_SECOND = 400;
    private static final double SLOWNESS = 6;
    private static final long OLD = 1;
    private static final long NEW = 2;

    @Override
    public About about() {
        return new About(
                "holder-paused",
                "the node that holds the locks of " + KEYS
                        + " keys is stopped (SIGSTOP) past its leases, and continued (SIGCONT) when others have published"
                        + " newer rows",
                "its late writes are rejected and counted, the newer values stay, and its waiting callers get a response",
                "single-flight, which writes without a fencing token");
    }

    @Override
    public Counts run(Side side, Stage stage) throws InterruptedException, IOException {
        String cache = side == Side.CURE ? Rung.LOCK.cache() : Rung.SINGLE_FLIGHT.cache();
        Counts seen = Counts.NOTHING;
        int rounds = side == Side.CURE && !stage.quick() ? ROUNDS : 1;
        for (int round = 0; round < rounds; round++) {
            seen = seen.plus(round(cache, stage));
        }
        return seen;
    }

    private static Counts round(String cache, Stage stage) throws InterruptedException, IOException {
        double refusedBefore = refused(cache, stage);
        HeldKeys grip = HeldKeys.take(stage, cache, HOLDER, KEYS, CALLERS, SLOWNESS);
        stage.node(HOLDER).pause();
        grip.ids().forEach(id -> stage.origin().write(id, AnswerCheck.row(id, NEW)));
        stage.origin().endFaults();
        Counted others = stage.begin(
                        cache, Reads.on(stage.others(HOLDER), KeyClass.PRODUCT, grip.first(), KEYS, READS, PER_SECOND))
                .await();
        long newer = newer(grip, stage);
        stage.node(HOLDER).resume();
        Counted own = grip.callers().await();
        return Counts.NOTHING
                .and("late writes", newer)
                .and("refused", refused(cache, stage) - refusedBefore)
                .and("older value afterwards", newer - newer(grip, stage))
                .and("failed callers of the paused node", own.failed())
                .and("failed on other nodes", others.failed());
    }

    private static double refused(String cache, Stage stage) {
        return stage.metrics()
                .counter(HOLDER, "cache_events_total", java.util.Map.of("cache", cache, "event", "fenced_out"));
    }

    /** The number of keys that the store holds in their new version, read through another node. */
    private static long newer(HeldKeys grip, Stage stage) {
        int other = stage.others(HOLDER).getFirst();
        return grip.held().stream()
                .filter(key -> AnswerCheck.version(read(key, other, stage)) > OLD)
                .count();
    }

    private static String read(Key key, int node, Stage stage) {
        return stage.client().read(node, key.cache(), key.id()).body();
    }

    @Override
    public List<Check> judge(Counts with, Counts control) {
        return List.of(
                check(
                        "late writes that the node counts as rejected",
                        with.text("late writes") + ", and some",
                        with.text("refused"),
                        with.get("refused") == with.get("late writes") && !with.none("refused")),
                zero("keys with an older value afterwards", with, "older value afterwards"),
                zero("callers of the paused node without a response", with, "failed callers of the paused node"),
                zero("failed requests on the other nodes", with, "failed on other nodes"),
                harm("older values afterwards", control, "older value afterwards"));
    }
}
