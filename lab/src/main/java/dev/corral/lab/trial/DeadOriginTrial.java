package dev.corral.lab.trial;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Sample;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A trial in which the origin fails for longer than entries may be served while they are refreshed. */
final class DeadOriginTrial implements SideBySide {

    private static final int READS = 150;
    private static final int WARM_PER_SECOND = 1_000;
    private static final int PER_SECOND = 150;
    private static final Duration LEEWAY = Duration.ofMillis(300);

    @Override
    public About about() {
        return new About(
                LeftOut.STALE_IF_ERROR,
                "past the stale limit, callers get the errors of a failing origin",
                "errors in " + READS + " reads past the stale limit");
    }

    @Override
    public Map<String, Seen> count(List<String> caches, Stage stage) throws InterruptedException {
        stage.drive(caches, Reads.each(KeyClass.BRIEF, 1, READS, WARM_PER_SECOND, stage.nodes()));
        stage.origin().begin("fail");
        Patience.pause(staleLimit(stage.scenario().times()).plus(LEEWAY));
        return SideBySide.each(
                stage.drive(caches, Reads.each(KeyClass.BRIEF, 1, READS, PER_SECOND, stage.nodes())),
                reads -> Seen.count(Sample.failed(reads)));
    }

    @Override
    public Duration time(Scenario scenario) {
        return Reads.span(READS, WARM_PER_SECOND)
                .plus(staleLimit(scenario.times()))
                .plus(LEEWAY)
                .plus(Reads.span(READS, PER_SECOND))
                .plus(scenario.origin().median().multipliedBy(2));
    }

    private static Duration staleLimit(Scenario.Times times) {
        long longestMillis = Math.round(Scenario.BRIEF_TTL.toMillis() * (1 + times.jitter()));
        return Duration.ofMillis(longestMillis).plus(times.staleFor());
    }

    @Override
    public Promise judge(Seen without, Seen with) {
        return new Promise("0", with.number() == 0);
    }
}
