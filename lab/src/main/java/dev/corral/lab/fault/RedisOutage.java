package dev.corral.lab.fault;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Counted;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Drive;
import dev.corral.lab.experiment.Health;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.load.AnswerCheck;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Sample;
import dev.corral.lab.load.Schedule;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Ledger;
import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An outage of Redis under several loads: the steady one, reads of rows in the near caches that change meanwhile, and
 * reads of rows that no node holds. The latter arrive steadily, and once in a burst as large as the gates and their
 * queues.
 */
final class RedisOutage {

    static final String FAILED = "failed";
    static final String WRONG = "wrong";
    static final String OUTDATED = "rows from before called fresh";
    static final String AT_ONCE = "queries at once";
    static final String PUSHES = "nodes that hear pushes again";
    static final String NEAR = "near hits again";
    static final String STEADY = "queries a second before";
    static final String AFTER = "queries a second a TTL after";
    static final String TIMED_OUT = "reads that waited out the store's timeout";
    static final String LEASES = "leases left";
    static final String BLOCKED = "blocked event loops in the logs";
    static final String HEARTBEATS = "heartbeats missed";

    static final Duration LENGTH = Duration.ofSeconds(5);

    private static final Duration BURST_AFTER = Duration.ofMillis(2_500);
    private static final int BURST_A_NODE = 14;
    private static final int NEW_PER_SECOND = 40;
    /** The longest wait before a connection is opened again, with a margin. */
    private static final Duration BACK_WITHIN = Duration.ofMillis(2_500);

    /** A push takes a few milliseconds; on a busy machine, each push can take much longer. */
    private static final Duration TOLD_WITHIN = Duration.ofMillis(250);

    private static final int LASTING = 5;
    private static final int LASTING_PER_SECOND = 60;
    private static final Duration STORE_TIMEOUT = Duration.ofMillis(500);
    private static final Duration BEAT = Duration.ofMillis(250);
    private static final long NEWER = 2;
    private static final long NEWEST = 3;
    private static final double MORE_THAN_STEADY = 1.5;

    private final Stage stage;
    private final String cache;
    private final Duration ttl;
    private final Duration before;
    private final int firstLasting;

    RedisOutage(Stage stage, String cache) {
        this.stage = stage;
        this.cache = cache;
        this.ttl = stage.scenario().times().productTtl();
        this.before = ttl.plusSeconds(1);
        this.firstLasting = stage.freshKeys(LASTING);
    }

    /**
     * Changes rows while no node can receive invalidations, and once more when all nodes receive them again.
     *
     * @param noticed the longest time until every node has detected that it receives no invalidations
     * @param doubted the time from the start of the outage until which no old row may be served as fresh; after it, the
     *     entries that Redis still holds are trusted again
     */
    Counts run(Runnable out, Runnable back, Duration noticed, Duration doubted)
            throws InterruptedException, IOException {
        Logs logs = Logs.fromNow(stage.fleet().layout());
        warm();
        Drive drive = stage.begin(cache, arrivals());
        Patience.pause(before);
        out.run();
        long outMicros = drive.nowMicros();
        change(drive.truth(), outMicros + noticed.toNanos() / 1_000, outMicros + doubted.toNanos() / 1_000);
        int missed = beatUntil(drive, outMicros + LENGTH.toNanos() / 1_000);
        back.run();
        stage.health().awaitPushes();
        long backMicros = drive.nowMicros();
        rewrite(drive);
        Counted counted = drive.await();
        Patience.pause(BEAT);
        return seen(counted, outMicros, backMicros)
                .and(LEASES, stage.redis().leases().count())
                .and(BLOCKED, logs.count(Logs.BLOCKED))
                .and(HEARTBEATS, missed);
    }

    /** Reads the lasting rows until every node holds them in its near cache. */
    private void warm() throws InterruptedException, IOException {
        List<Arrival> each = new ArrayList<>();
        for (int round = 0; round < 2 * stage.nodes(); round++) {
            each.addAll(later(Duration.ofMillis(250L * round), lasting(LASTING, round)));
        }
        stage.begin(cache, each).await();
    }

    private List<Arrival> arrivals() {
        List<Arrival> all = new ArrayList<>(Schedule.draw(
                stage.scenario(), before.plus(LENGTH).plus(BACK_WITHIN).plus(ttl.multipliedBy(2))));
        Duration rest = LENGTH.plus(ttl);
        int lasting = (int) (LASTING_PER_SECOND * rest.toSeconds());
        IntStream.range(0, lasting / LASTING)
                .forEach(round -> all.addAll(later(
                        before.plus(rest.multipliedBy(round).dividedBy(lasting / LASTING)), lasting(LASTING, round))));
        all.addAll(later(before, fresh((int) (NEW_PER_SECOND * LENGTH.toSeconds()), NEW_PER_SECOND)));
        all.addAll(later(before.plus(BURST_AFTER), fresh(BURST_A_NODE * stage.nodes(), 10_000)));
        all.sort(Comparator.comparingLong(Arrival::atNanos));
        return all;
    }

    private List<Arrival> lasting(int keys, int round) {
        return Reads.each(KeyClass.LASTING, firstLasting, keys, 1_000, stage.nodes(), round);
    }

    private List<Arrival> fresh(int keys, int perSecond) {
        return Reads.each(KeyClass.PRODUCT, stage.freshKeys(keys), keys, perSecond, stage.nodes());
    }

    private static List<Arrival> later(Duration span, List<Arrival> arrivals) {
        return arrivals.stream()
                .map(each -> new Arrival(each.atNanos() + span.toNanos(), each.keyClass(), each.number(), each.node()))
                .toList();
    }

    /** Changes rows directly at the origin, without any node. */
    private void change(AnswerCheck truth, long fromMicros, long untilMicros) {
        for (int each = firstLasting; each < firstLasting + LASTING; each++) {
            String id = KeyClass.LASTING.id(each);
            stage.origin().write(id, AnswerCheck.row(id, NEWER));
            truth.wrote(id, NEWER, fromMicros, untilMicros);
        }
    }

    /**
     * Writes rows through a node, which invalidates them on the others as soon as it has a connection to Redis again.
     */
    private void rewrite(Drive drive) {
        for (int each = firstLasting; each < firstLasting + LASTING; each++) {
            int node = each % stage.nodes();
            String id = KeyClass.LASTING.id(each);
            if (Health.await(() -> written(node, id))) {
                drive.truth().wrote(id, NEWEST, drive.nowMicros() + TOLD_WITHIN.toNanos() / 1_000);
            }
        }
    }

    private boolean written(int node, String id) {
        try {
            stage.client().write(node, cache, id, AnswerCheck.row(id, NEWEST));
            return true;
        } catch (LabException refused) {
            return false;
        }
    }

    /**
     * Sends every node a request that needs no Redis, again and again, and returns the number of requests without a
     * response.
     */
    private int beatUntil(Drive drive, long endMicros) {
        int missed = 0;
        while (drive.nowMicros() < endMicros) {
            for (int node = 0; node < stage.nodes(); node++) {
                missed += stage.node(node).ready() ? 0 : 1;
            }
            Patience.pause(BEAT);
        }
        return missed;
    }

    /** The checks of what any outage of Redis may and may not cost. */
    static List<Check> promises(Fault fault, Counts with) {
        Scenario scenario = FaultScenario.steady();
        double most = MORE_THAN_STEADY * with.get(STEADY);
        return List.of(
                fault.zero("failed requests", with, FAILED),
                fault.zero("wrong values", with, WRONG),
                fault.zero("rows from before the outage served as fresh", with, OUTDATED),
                fault.atMost(
                        "most queries at the same time",
                        "at most nodes x gate, " + scenario.fleetGate(),
                        with,
                        AT_ONCE,
                        scenario.fleetGate()),
                fault.check(
                        "nodes that receive pushes again without a restart",
                        "all " + scenario.nodes(),
                        with.text(PUSHES),
                        with.get(PUSHES) >= scenario.nodes()),
                fault.check(
                        "near hits, counted from a TTL after Redis is back",
                        "some: the near cache serves again",
                        with.text(NEAR),
                        !with.none(NEAR)),
                fault.atMost(
                        "queries a second, counted from a TTL after Redis is back",
                        Text.of("at most 1.5 x %s before", with.text(STEADY)),
                        with,
                        AFTER,
                        most),
                fault.zero("leases left without an owner", with, LEASES));
    }

    private Counts seen(Counted counted, long outMicros, long backMicros) {
        Window steady = Window.before(outMicros, ttl);
        Window again = Window.from(backMicros + ttl.toNanos() / 1_000, ttl);
        return Counts.NOTHING
                .and("reads", counted.samples().size())
                .and(FAILED, counted.failed())
                .and(WRONG, counted.truth().foreign())
                .and(OUTDATED, counted.truth().outdated())
                .and(AT_ONCE, counted.ledger().mostAtOnce())
                .and(PUSHES, stage.redis().client().pushes())
                .and(NEAR, counted.count(sample -> again.sent(sample) && sample.cacheStatus() == CacheStatus.NEAR))
                .and(STEADY, rate(counted.ledger(), steady))
                .and(AFTER, rate(counted.ledger(), again))
                .and(TIMED_OUT, counted.count(RedisOutage::timedOut));
    }

    private static double rate(Ledger ledger, Window window) {
        return ledger.where(window::began).size() / window.seconds();
    }

    private static boolean timedOut(Sample sample) {
        return sample.latencyNanos() >= STORE_TIMEOUT.toNanos();
    }
}
