package dev.corral.lab.fault;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.Rung;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A fault in which the origin takes ten times its usual time and answers every query correctly. */
final class OriginSlow implements Fault {

    private static final Duration LENGTH = Duration.ofSeconds(4);
    private static final double SLOWNESS = 10;

    private static final About ABOUT = new About(
            "origin-slow",
            "every query takes ten times as long for 4 s under load",
            "no read of a known row waits, and none fails",
            Rung.LOCK.cache());

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Seen run(Side side, Stage stage) throws InterruptedException, IOException {
        String cache = side == Side.CURE ? Rung.FULL.cache() : Rung.LOCK.cache();
        return new OriginOutage(stage, cache, LENGTH).run(origin -> origin.speed(SLOWNESS));
    }

    @Override
    public List<Check> judge(Seen with, Seen control) {
        List<Check> checks = new ArrayList<>(OriginOutage.promises(ABOUT, with));
        checks.add(ABOUT.check(
                "reads of known rows that waited during the fault",
                "0",
                with.text(OriginOutage.KNOWN_WAITED),
                with.none(OriginOutage.KNOWN_WAITED)));
        checks.add(ABOUT.harm(
                "reads of known rows that waited",
                control.text(OriginOutage.KNOWN_WAITED),
                !control.none(OriginOutage.KNOWN_WAITED)));
        return checks;
    }
}
