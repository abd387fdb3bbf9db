package dev.corral.lab.trial;

import dev.corral.lab.experiment.Counted;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Sample;
import dev.corral.lab.measure.Latencies;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A trial in which the origin fails every query after its full response time. Each key is read only once, so that no
 * back-off avoids a query.
 */
final class FailingOriginTrial implements SideBySide {

    private static final int PER_SECOND = 300;
    private static final int READS = 1_200;
    /** The longest pause of a breaker after the failures. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Override
    public About about() {
        return new About(
                LeftOut.BREAKER,
                "a failing origin still receives queries, and every miss waits for the failure",
                "queries sent to a failing origin by " + READS + " misses");
    }

    @Override
    public Map<String, Seen> count(List<String> caches, Stage stage) throws InterruptedException, IOException {
        stage.origin().begin("fail");
        int first = stage.freshKeys(READS);
        return SideBySide.each(
                stage.count(caches, Reads.each(KeyClass.PRODUCT, first, READS, PER_SECOND, stage.nodes())),
                FailingOriginTrial::seen);
    }

    private static Seen seen(Counted run) {
        double median = Latencies.of(run.samples(), Sample::failed).millis(50);
        int queries = run.ledger().size();
        return new Seen(queries, Text.of("%d, median wait %.1f ms", queries, median), 0);
    }

    @Override
    public Duration time(Scenario scenario) {
        return Reads.span(READS, PER_SECOND).plus(scenario.origin().median()).plus(PAUSE);
    }

    @Override
    public Promise judge(Seen without, Seen with) {
        return new Promise("at most a third of the number without it", with.number() * 3 <= without.number());
    }
}
