package dev.corral.lab.fault;

import dev.corral.guard.core.Key;
import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Drive;
import dev.corral.lab.experiment.HeldKeys;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Schedule;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fault in which the node that holds the locks is killed, in several rounds, while the other nodes wait for the rows
 * that it loads.
 */
final class HolderKilled implements Fault {

    private static final int ROUNDS = 10;
    private static final int QUICK_ROUNDS = 3;
    private static final int KEYS = 4;
    private static final int READS = 3;
    private static final int PER_SECOND = 300;
    private static final double SLOWNESS = 15;
    private static final Duration STEADY = Duration.ofSeconds(3);
    private static final double MEDIAN_MILLIS = 150;
    private static final double MOST_MILLIS = 1_000;
    private static final int QUERIES = 2;

    @Override
    public About about() {
        return new About(
                "holder-killed",
                "the node that holds the locks of " + KEYS
                        + " keys is killed (kill -9), while the others wait for them",
                "no request on the other nodes fails, another node gets the lock when the lease has run out, and the "
                        + "boundary has at most 2 queries",
                "a lease that never runs out");
    }

    @Override
    public Counts run(Side side, Stage stage) throws InterruptedException, IOException {
        Takeovers all = new Takeovers();
        int rounds = side == Side.CONTROL ? 1 : stage.quick() ? QUICK_ROUNDS : ROUNDS;
        for (int round = 0; round < rounds; round++) {
            all.add(measured(side, stage, round % stage.nodes()));
        }
        return all.seen(rounds);
    }

    /**
     * Holds one round, and holds it again if the load generator fell behind or the holder had no lease when it was
     * killed.
     */
    private static Takeovers measured(Side side, Stage stage, int node) throws InterruptedException, IOException {
        for (int again = 0; ; again++) {
            Takeovers round = new Takeovers();
            stage.observation().restart();
            round(side, stage, node, round);
            stage.health().revive(node);
            boolean sound = stage.observation().late().isEmpty() && round.leftBehind() > 0;
            if (sound) {
                return round;
            }
            if (again == Injection.AGAIN_AT_MOST) {
                throw new Inconclusive("in every attempt the generator sent late, or the killed node held no lease");
            }
        }
    }

    private static void round(Side side, Stage stage, int node, Takeovers round)
            throws InterruptedException, IOException {
        String cache = Rung.LOCK.cache();
        HeldKeys grip = HeldKeys.take(stage, cache, node, KEYS, 1, SLOWNESS);
        Drive steady = stage.begin(cache, Schedule.draw(stage.scenario(), STEADY, stage.others(node)));
        Drive waiters = stage.begin(
                cache, Reads.on(stage.others(node), KeyClass.PRODUCT, grip.first(), KEYS, READS, PER_SECOND));
        awaitWaiters(stage, node, cache);
        stage.node(node).kill();
        Map<Key, Long> endsNanos = leases(side, stage, grip);
        stage.origin().endFaults();
        round.others(waiters.await());
        round.others(steady.await());
        round.keysOfTheDead(grip.callers(), endsNanos);
        grip.held().forEach(stage.redis().leases()::delete);
    }

    private static void awaitWaiters(Stage stage, int node, String cache) {
        Map<String, String> waiting = Map.of("cache", cache, "layer", "lock");
        for (int other : stage.others(node)) {
            Patience.until(
                    () -> stage.metrics().counter(other, "cache_layer_in_flight", waiting) >= KEYS, HeldKeys.SOON);
        }
    }

    /** The instants, by {@link System#nanoTime()}, at which the leases of the killed node run out. */
    private static Map<Key, Long> leases(Side side, Stage stage, HeldKeys grip) {
        Map<Key, Long> endsNanos = new HashMap<>();
        for (Key key : grip.held()) {
            Optional<Duration> left = stage.redis().leases().left(key);
            left.ifPresent(rest -> endsNanos.put(key, System.nanoTime() + rest.toNanos()));
            if (side == Side.CONTROL) {
                stage.redis().leases().makeLasting(key);
            }
        }
        return endsNanos;
    }

    @Override
    public List<Check> judge(Counts with, Counts control) {
        return List.of(
                zero("failed requests on the other nodes", with, "failed"),
                zero("wrong values", with, "wrong"),
                check(
                        "rounds in which the killed node held leases",
                        with.text("rounds"),
                        with.text("rounds with a dead holder"),
                        with.get("rounds with a dead holder") == with.get("rounds")),
                check(
                        "leases of the killed node that another node took over",
                        with.text("leases left behind") + ", and some",
                        with.text("taken over"),
                        with.get("taken over") == with.get("leases left behind") && !with.none("taken over")),
                atMost(
                        "time from the end of the lease to the query of the next holder, median",
                        Text.of("at most %.0f ms", MEDIAN_MILLIS),
                        with,
                        "late median ms",
                        MEDIAN_MILLIS),
                atMost(
                        "time from the end of the lease to the query of the next holder, longest",
                        Text.of("at most %.0f ms", MOST_MILLIS),
                        with,
                        "late most ms",
                        MOST_MILLIS),
                atMost("most queries of one key", "at most " + QUERIES, with, "queries of a key", QUERIES),
                harm(
                        "requests fail, and no node takes a lease over",
                        control.text("failed") + " failed, " + control.text("taken over") + " taken over",
                        !control.none("failed") && control.none("taken over")));
    }
}
