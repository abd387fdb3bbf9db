package dev.corral.lab.fault;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Counted;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Drive;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.RedisClient;
import dev.corral.lab.load.Schedule;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A fault in which Redis loses its cached scripts again and again, so that a client that calls a script by its digest
 * has to send the whole script again.
 */
final class RedisScriptsForgotten implements Fault {

    private static final Duration SPAN = Duration.ofSeconds(5);
    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final String A_SCRIPT = "return 1";
    private static final String WITHOUT_LOCK = "loads without the lock";
    private static final String GRANTED = "locks granted";
    private static final String UNKNOWN = "times a digest was unknown";

    @Override
    public About about() {
        return new About(
                "redis-scripts-forgotten",
                "SCRIPT FLUSH four times a second under load",
                "no failed request, no wrong value, and no load without its lock: the nodes send the scripts again",
                "a client that has only the digest of its script");
    }

    @Override
    public Counts run(Side side, Stage stage) throws InterruptedException, IOException {
        String cache = Rung.FULL.cache();
        double failedBefore = stage.metrics().events(cache, "lock_failed");
        double grantedBefore = stage.metrics().events(cache, "lock_granted");
        Drive drive = stage.begin(cache, Schedule.draw(stage.scenario(), SPAN));
        int unknown = forgetUntil(drive, stage.redis().client());
        Counted counted = drive.await();
        return Counts.of(counted)
                .and(GRANTED, stage.metrics().events(cache, "lock_granted") - grantedBefore)
                .and(WITHOUT_LOCK, stage.metrics().events(cache, "lock_failed") - failedBefore)
                .and(UNKNOWN, unknown);
    }

    /** Returns how often a script that had been cached before was missing afterwards. */
    private static int forgetUntil(Drive drive, RedisClient redis) {
        int unknown = 0;
        while (drive.elapsed().compareTo(SPAN) < 0) {
            String digest = redis.loadScript(A_SCRIPT);
            redis.forgetScripts();
            unknown += redis.knowsScript(digest) ? 0 : 1;
            Patience.pause(BETWEEN);
        }
        return unknown;
    }

    @Override
    public List<Check> judge(Counts with, Counts control) {
        return List.of(
                zero("failed requests", with, Counts.FAILED),
                zero("wrong values", with, Counts.WRONG),
                check(
                        "loads without the lock",
                        "0, and some with it",
                        Text.of("%s, and %s with it", with.text(WITHOUT_LOCK), with.text(GRANTED)),
                        with.none(WITHOUT_LOCK) && !with.none(GRANTED)),
                harm("a script that was loaded is unknown after each flush", control, UNKNOWN));
    }
}
