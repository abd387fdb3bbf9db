package dev.corral.lab.trial;

import dev.corral.lab.experiment.Counted;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Sample;
import dev.corral.lab.measure.Refreshes;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A trial of a hot key at its boundaries, where a read is served from an entry past its TTL.
 *
 * @param span the time in which the key is read and its refreshes are counted
 */
record EarlyRefreshTrial(Duration span) implements SideBySide {

    private static final int PER_SECOND = 200;
    private static final double AT_LEAST = 0.9;

    @Override
    public About about() {
        return new About(
                LeftOut.XFETCH,
                "at each boundary a hot key is served stale until it is refreshed",
                "refreshes of a hot key begun before its TTL ran out");
    }

    @Override
    public Map<String, Seen> count(List<String> caches, Stage stage) throws InterruptedException, IOException {
        return SideBySide.each(
                stage.count(caches, Reads.of(KeyClass.BRIEF, PER_SECOND, span, stage.nodes())),
                EarlyRefreshTrial::seen);
    }

    private static Seen seen(Counted run) {
        Refreshes refreshes = Refreshes.of(run.ledger(), run.samples());
        return new Seen(refreshes.earlyShare(), refreshes.toString(), Sample.failed(run.samples()));
    }

    @Override
    public Duration time(Scenario scenario) {
        return span.plus(scenario.origin().median());
    }

    @Override
    public Promise judge(Seen without, Seen with) {
        return new Promise("at least nine of ten", with.number() >= AT_LEAST);
    }
}
