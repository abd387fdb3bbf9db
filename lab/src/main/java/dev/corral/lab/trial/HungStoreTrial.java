package dev.corral.lab.trial;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Sample;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trial in which Redis hangs for less time than the nodes need to detect its loss. The rows are stored in it, and
 * each is read once on a node that has never read it, so that no near cache serves it. The origin is quick, so that a
 * long wait is caused by the store. Reads that began before the breaker opened wait as well.
 */
final class HungStoreTrial implements SideBySide {

    private static final Duration HANGS = Duration.ofMillis(2_500);
    /** The longest pause of a breaker after the store responds again. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration STORE_TIMEOUT = Duration.ofMillis(500);
    private static final int STORED_PER_SECOND = 600;
    private static final int PER_SECOND = 240;
    private static final int READS = 560;
    private static final double QUICK_ORIGIN = 0.05;

    @Override
    public About about() {
        return new About(
                LeftOut.BREAKER,
                "every read waits for the timeout of a hung store",
                "reads of " + READS + " that waited out the timeout of a hung store");
    }

    @Override
    public Optional<String> unfit(Stage stage) {
        return Trial.unlessOwnRedis(stage);
    }

    @Override
    public Map<String, Seen> count(List<String> caches, Stage stage) throws InterruptedException {
        stage.origin().speed(QUICK_ORIGIN);
        int first = stage.freshKeys(READS);
        int nodes = stage.nodes();
        stage.drive(caches, Reads.each(KeyClass.PRODUCT, first, READS, STORED_PER_SECOND, nodes));
        stage.redis().client().hang(HANGS);
        return SideBySide.each(
                stage.drive(caches, Reads.each(KeyClass.PRODUCT, first, READS, PER_SECOND, nodes, 1)),
                HungStoreTrial::seen);
    }

    private static Seen seen(List<Sample> reads) {
        long waited = reads.stream()
                .filter(read -> read.latencyNanos() >= STORE_TIMEOUT.toNanos())
                .count();
        return new Seen(waited, String.valueOf(waited), Sample.failed(reads));
    }

    @Override
    public Duration time(Scenario scenario) {
        return Reads.span(READS, STORED_PER_SECOND).plus(HANGS).plus(PAUSE);
    }

    @Override
    public Promise judge(Seen without, Seen with) {
        return new Promise("at most half of " + without.text(), with.number() * 2 <= without.number());
    }
}
