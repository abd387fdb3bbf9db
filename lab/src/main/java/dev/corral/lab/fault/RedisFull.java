package dev.corral.lab.fault;

import dev.corral.lab.fleet.RedisClient;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.Rung;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A fault in which Redis has no memory left: first it refuses every write, and then it evicts entries. */
final class RedisFull implements Fault {

    private static final Duration BEFORE = Duration.ofSeconds(1);
    private static final Duration REFUSING = Duration.ofSeconds(3);
    private static final Duration EVICTING = Duration.ofSeconds(3);
    private static final Duration SPAN = BEFORE.plus(REFUSING).plus(EVICTING);
    private static final int NEW_PER_SECOND = 60;
    private static final long NO_MORE_BYTES = 0;
    private static final String FAILED = "failed";
    private static final String WRONG = "wrong";
    private static final String REFUSED = "writes refused";
    private static final String EVICTED = "entries put out";
    private static final String AT_ONCE = "queries of one key at once";

    private static final About ABOUT = new About(
            "redis-full",
            "under load, maxmemory is the memory in use, for 3 s with noeviction and for 3 s with allkeys-lru",
            "no failed request and no wrong value; rejected writes and evicted entries are counted",
            "the naive cache, where every miss sends a query");

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Seen run(Side side, Scene scene) throws InterruptedException, IOException {
        String cache = side == Side.CURE ? Rung.FULL.cache() : Rung.NAIVE.cache();
        RedisClient redis = scene.redis().client();
        double refusedBefore = refused(scene, cache);
        long evictedBefore = redis.evictions();
        Drive drive = scene.begin(cache, arrivals(scene));
        try {
            Scene.await(BEFORE);
            redis.limitMemory(NO_MORE_BYTES, "noeviction");
            Scene.await(REFUSING);
            redis.limitMemory(NO_MORE_BYTES, "allkeys-lru");
            Scene.await(EVICTING);
        } finally {
            redis.endMemoryLimit();
        }
        Counted counted = drive.await();
        return Seen.NOTHING
                .and("reads", counted.samples().size())
                .and(FAILED, counted.failed())
                .and(WRONG, counted.wrong())
                .and(REFUSED, refused(scene, cache) - refusedBefore)
                .and(EVICTED, redis.evictions() - evictedBefore)
                .and(AT_ONCE, counted.ledger().mostAtOnceOfOneKey());
    }

    private static double refused(Scene scene, String cache) {
        return scene.events(cache, "lock_failed") + scene.events(cache, "store_write_failed");
    }

    private static List<Arrival> arrivals(Scene scene) {
        int keys = (int) (NEW_PER_SECOND * SPAN.toSeconds());
        List<Arrival> all = new ArrayList<>(scene.steady(SPAN));
        all.addAll(Reads.each(KeyClass.PRODUCT, scene.freshKeys(keys), keys, NEW_PER_SECOND, scene.nodes()));
        all.sort(Comparator.comparingLong(Arrival::atNanos));
        return all;
    }

    @Override
    public List<Check> judge(Seen with, Seen control) {
        int nodes = FaultScenario.steady().nodes();
        return List.of(
                ABOUT.check("failed requests", "0", with.text(FAILED), with.none(FAILED)),
                ABOUT.check("wrong values", "0", with.text(WRONG), with.none(WRONG)),
                ABOUT.check("rejected writes, counted by the nodes", "some", with.text(REFUSED), !with.none(REFUSED)),
                ABOUT.check("evicted entries, counted by Redis", "some", with.text(EVICTED), !with.none(EVICTED)),
                ABOUT.check(
                        "most queries of one key at the same time",
                        "at most one per node, " + nodes,
                        with.text(AT_ONCE),
                        with.get(AT_ONCE) <= nodes),
                ABOUT.harm(
                        String.format(Locale.ROOT, "more than %d of one key at the same time", nodes),
                        control.text(AT_ONCE),
                        control.get(AT_ONCE) > nodes));
    }
}
