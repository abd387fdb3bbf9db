package dev.corral.lab.fault;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.Rung;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A fault in which the origin sends endless bodies: first as fast as they are read, and then one byte at a time. */
final class OriginEndless implements Fault {

    private static final Duration LENGTH = Duration.ofSeconds(4);

    private static final About ABOUT = new About(
            "origin-endless",
            "every body is endless for 4 s, fast and then slowly, under load",
            "bodies are cut off at their limit and at the timeout: known rows are served stale, and no node crashes",
            Rung.LOCK.cache());

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Seen run(Side side, Stage stage) throws InterruptedException, IOException {
        String cache = side == Side.CURE ? Rung.FULL.cache() : Rung.LOCK.cache();
        return new OriginOutage(stage, cache, LENGTH)
                .run(origin -> origin.begin("endless"), origin -> origin.beginInstead("drip"));
    }

    @Override
    public List<Check> judge(Seen with, Seen control) {
        List<Check> checks = new ArrayList<>(OriginOutage.promises(ABOUT, with));
        checks.add(ABOUT.harm(
                "failed reads of known rows",
                control.text(OriginOutage.KNOWN_FAILED),
                !control.none(OriginOutage.KNOWN_FAILED)));
        return checks;
    }
}
