package dev.corral.lab.fault;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.Rung;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A fault in which the origin sends responses that are not HTTP, and then bodies of half their announced length. */
final class OriginGarbage implements Fault {

    private static final Duration LENGTH = Duration.ofSeconds(4);

    private static final About ABOUT = new About(
            "origin-garbage",
            "every response is garbage for 2 s, and cut off for 2 s, under load",
            "no caller gets any of it: known rows are served stale, and the breakers open and close again",
            Rung.LOCK.cache());

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Seen run(Side side, Stage stage) throws InterruptedException, IOException {
        String cache = side == Side.CURE ? Rung.FULL.cache() : Rung.LOCK.cache();
        return new OriginOutage(stage, cache, LENGTH)
                .run(origin -> origin.begin("garbage"), origin -> origin.beginInstead("torn"));
    }

    @Override
    public List<Check> judge(Seen with, Seen control) {
        List<Check> checks = new ArrayList<>(OriginOutage.promises(ABOUT, with));
        checks.addAll(OriginOutage.breakerPromises(ABOUT, with));
        checks.add(ABOUT.harm(
                "failed reads of known rows",
                control.text(OriginOutage.KNOWN_FAILED),
                !control.none(OriginOutage.KNOWN_FAILED)));
        return checks;
    }
}
