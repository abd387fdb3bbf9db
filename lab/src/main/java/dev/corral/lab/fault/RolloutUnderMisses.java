package dev.corral.lab.fault;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.load.Sample;
import dev.corral.lab.measure.Check;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A change of the fleet's nodes while half of the reads miss, at a fixed share of what the fleet can serve. A node whose
 * code is cold cannot serve its share of misses, so it must not be ready before it can. Nodes that are started have both
 * compilers, so that their code becomes warm as that of a fleet that runs for long.
 */
final class RolloutUnderMisses implements Fault {

    static final String NAME = "misses-rollout";

    private static final int ADDED = 2;

    /** The share of the fleet's capacity that is sent. */
    private static final double SHARE = 0.6;

    /** The share of these reads that must have been sent: a slice has whole cycles only, and may begin a little late. */
    private static final double SENT = 0.98;

    /** The share of its usual time that the origin takes, so that the nodes and not the origin limit the capacity. */
    private static final double QUICK_ORIGIN = 0.15;

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration BEFORE = Duration.ofSeconds(3);
    /** The least time for which the changed fleet is loaded. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);

    private static final Duration SLICE = Duration.ofSeconds(5);

    /** Three times as long as the origin needs. */
    private static final Duration LONG = Duration.ofMillis(100);

    /** So many times the slow reads with the rehearsal, and so many in all, are a harm. */
    private static final int TIMES_SLOWER = 3;

    private static final int SOME = 100;

    static final String CAPACITY = "capacity, reads a second";
    static final String RATE = "reads a second that were sent";
    static final String KEYS = "new keys loaded";
    static final String AGAIN = "new keys with more than one query";
    static final String SLOW = "reads of more than 100 ms";
    static final String SLOWEST = "slowest ms";
    static final String CHANGED = "s until the nodes were changed";

    @Override
    public About about() {
        return new About(
                NAME,
                "a third node is added to two, and then all three are replaced, one after another, while half of the"
                        + " reads are of new keys, at 60 % of the capacity that the fleet has while a node starts next to it",
                "no failed request, and one query for each new key",
                "no rehearsal and no AOT cache: each node is ready while its code is cold");
    }

    private static void change(NodeChange nodes, Side side) {
        start(nodes, ADDED, side);
        for (int node = 0; node < nodes.stage().nodes(); node++) {
            replace(nodes, node, side);
        }
    }

    private static void replace(NodeChange nodes, int node, Side side) {
        nodes.stop(node);
        start(nodes, node, side);
    }

    private static void start(NodeChange nodes, int node, Side side) {
        if (side == Side.CURE) {
            nodes.start(node);
        } else {
            nodes.startCold(node);
        }
    }

    @Override
    public Counts run(Side side, Stage stage) throws InterruptedException, IOException {
        stage.origin().speed(QUICK_ORIGIN, LONGEST);
        HalfMissing load = new HalfMissing(stage);
        NodeChange nodes = new NodeChange(stage);
        double capacity = load.capacity();
        stage.origin().awaitIdle();
        stage.origin().emptyLedger();
        nodes.stop(ADDED);
        load.prepare();
        int perSecond = (int) (capacity * SHARE);
        if (perSecond < 1) {
            throw new Inconclusive("the fleet served none of the reads that measure its capacity");
        }
        EndlessLoad reads = EndlessLoad.begin(stage, HalfMissing.CACHE, SLICE, () -> load.arrivals(perSecond, SLICE));
        double seconds = changed(nodes, side, reads);
        EndlessLoad.Result result = reads.end();
        return result.counts()
                .and(CAPACITY, Math.rint(capacity))
                .and(RATE, Math.rint(result.perSecond()))
                .and(KEYS, HalfMissing.newKeys(result.ledger(), 1))
                .and(AGAIN, HalfMissing.newKeys(result.ledger(), 2))
                .and(SLOW, slow(result.samples()))
                .and(SLOWEST, slowestMillis(result.samples()))
                .and(CHANGED, seconds);
    }

    /** Changes the nodes while the load runs; returns the seconds that the change took. */
    private static double changed(NodeChange nodes, Side side, EndlessLoad reads) {
        Patience.pause(BEFORE);
        long beganNanos = System.nanoTime();
        try {
            change(nodes, side);
        } catch (RuntimeException failure) {
            reads.stop();
            throw failure;
        }
        double seconds = (System.nanoTime() - beganNanos) / 1_000_000 / 1e3;
        Patience.pause(AFTERWARDS);
        return seconds;
    }

    private static long slow(List<Sample> samples) {
        return samples.stream()
                .mapToLong(RolloutUnderMisses::nanos)
                .filter(nanos -> nanos > LONG.toNanos())
                .count();
    }

    private static double slowestMillis(List<Sample> samples) {
        return Math.rint(
                samples.stream().mapToLong(RolloutUnderMisses::nanos).max().orElse(0) / 1e6);
    }

    private static long nanos(Sample sample) {
        return sample.latencyNanos() - sample.sentLagNanos();
    }

    @Override
    public List<Check> judge(Counts with, Counts control) {
        return List.of(
                zero("failed requests", with, Counts.FAILED),
                zero("wrong values", with, Counts.WRONG),
                check(
                        "new keys with more than one query",
                        "0 of some",
                        Text.of("%s of %s", with.text(AGAIN), with.text(KEYS)),
                        with.none(AGAIN) && !with.none(KEYS)),
                check(
                        "reads a second that were sent",
                        Text.of("60 %% of the capacity, %s, less at most 2 %%", with.text(CAPACITY)),
                        with.text(RATE),
                        with.get(RATE) > 0 && with.get(RATE) >= SENT * SHARE * with.get(CAPACITY)),
                harm(
                        "a failed request, a second query, or 100 reads and three times as many of more than 100 ms",
                        Text.of(
                                "%s failed, %s keys again, %s against %s reads of more than 100 ms",
                                control.text(Counts.FAILED), control.text(AGAIN), control.text(SLOW), with.text(SLOW)),
                        isHarmed(with, control)));
    }

    private static boolean isHarmed(Counts with, Counts control) {
        double slow = Math.max(SOME, TIMES_SLOWER * with.get(SLOW));
        return !control.none(Counts.FAILED) || !control.none(AGAIN) || control.get(SLOW) >= slow;
    }
}
