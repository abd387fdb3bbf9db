package dev.corral.lab.fault;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Counted;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Drive;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.RedisClient;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Schedule;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A fault in which Redis has no memory left: first it refuses every write, and then it evicts entries. */
final class RedisFull implements Fault {

    private static final Duration BEFORE = Duration.ofSeconds(1);
    private static final Duration REFUSING = Duration.ofSeconds(3);
    private static final Duration EVICTING = Duration.ofSeconds(3);
    private static final Duration SPAN = BEFORE.plus(REFUSING).plus(EVICTING);
    private static final int NEW_PER_SECOND = 60;
    private static final long NO_MORE_BYTES = 0;
    private static final String REFUSED = "writes refused";
    private static final String EVICTED = "entries put out";
    private static final String AT_ONCE = "queries of one key at once";

    @Override
    public About about() {
        return new About(
                "redis-full",
                "under load, maxmemory is the memory in use, for 3 s with noeviction and for 3 s with allkeys-lru",
                "no failed request and no wrong value; rejected writes and evicted entries are counted",
                "the naive cache, where every miss sends a query");
    }

    @Override
    public Counts run(Side side, Stage stage) throws InterruptedException, IOException {
        String cache = side == Side.CURE ? Rung.FULL.cache() : Rung.NAIVE.cache();
        RedisClient redis = stage.redis().client();
        double refusedBefore = refused(stage, cache);
        long evictedBefore = redis.evictions();
        Drive drive = stage.begin(cache, arrivals(stage));
        try {
            Patience.pause(BEFORE);
            redis.limitMemory(NO_MORE_BYTES, "noeviction");
            Patience.pause(REFUSING);
            redis.limitMemory(NO_MORE_BYTES, "allkeys-lru");
            Patience.pause(EVICTING);
        } finally {
            redis.endMemoryLimit();
        }
        Counted counted = drive.await();
        return Counts.of(counted)
                .and(REFUSED, refused(stage, cache) - refusedBefore)
                .and(EVICTED, redis.evictions() - evictedBefore)
                .and(AT_ONCE, counted.ledger().mostAtOnceOfOneKey());
    }

    private static double refused(Stage stage, String cache) {
        return stage.metrics().events(cache, "lock_failed") + stage.metrics().events(cache, "store_write_failed");
    }

    private static List<Arrival> arrivals(Stage stage) {
        int keys = (int) (NEW_PER_SECOND * SPAN.toSeconds());
        List<Arrival> all = new ArrayList<>(Schedule.draw(stage.scenario(), SPAN));
        all.addAll(Reads.each(KeyClass.PRODUCT, stage.freshKeys(keys), keys, NEW_PER_SECOND, stage.nodes()));
        all.sort(Comparator.comparingLong(Arrival::atNanos));
        return all;
    }

    @Override
    public List<Check> judge(Counts with, Counts control) {
        int nodes = FaultScenario.steady().nodes();
        return List.of(
                zero("failed requests", with, Counts.FAILED),
                zero("wrong values", with, Counts.WRONG),
                some("rejected writes, counted by the nodes", with, REFUSED),
                some("evicted entries, counted by Redis", with, EVICTED),
                atMost(
                        "most queries of one key at the same time",
                        "at most one per node, " + nodes,
                        with,
                        AT_ONCE,
                        nodes),
                harmAbove(Text.of("more than %d of one key at the same time", nodes), control, AT_ONCE, nodes));
    }
}
