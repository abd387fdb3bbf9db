package dev.corral.lab.fault;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Counted;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Drive;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.load.Schedule;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.Rung;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A fault in which all data in Redis is deleted at once, leases and fences included, so that the next read of any key
 * misses.
 */
final class RedisFlushed implements Fault {

    private static final Duration BEFORE = Duration.ofSeconds(3);
    private static final Duration SPAN = Duration.ofSeconds(6);
    /** A lease can be lost in the middle of its load, which allows one more query. */
    private static final int AT_ONCE = 2;

    @Override
    public About about() {
        return new About(
                "redis-flushed",
                "FLUSHALL under load",
                "no wrong value, no failed request at full, and no stampede at the origin",
                "the naive cache, where every miss sends a query");
    }

    @Override
    public Counts run(Side side, Stage stage) throws InterruptedException, IOException {
        String cache = side == Side.CURE ? Rung.FULL.cache() : Rung.NAIVE.cache();
        Drive drive = stage.begin(cache, Schedule.draw(stage.scenario(), SPAN));
        Patience.pause(BEFORE);
        stage.redis().client().flush();
        Counted counted = drive.await();
        return Counts.of(counted)
                .and("queries of one key at once", counted.ledger().mostAtOnceOfOneKey());
    }

    @Override
    public List<Check> judge(Counts with, Counts control) {
        return List.of(
                zero("failed requests", with, Counts.FAILED),
                zero("wrong values", with, Counts.WRONG),
                atMost(
                        "most queries of one key at the same time",
                        "at most " + AT_ONCE,
                        with,
                        "queries of one key at once",
                        AT_ONCE),
                harmAbove(
                        "more than " + AT_ONCE + " of one key at the same time",
                        control,
                        "queries of one key at once",
                        AT_ONCE));
    }
}
