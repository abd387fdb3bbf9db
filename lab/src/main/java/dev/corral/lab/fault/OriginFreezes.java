package dev.corral.lab.fault;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Rung;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A fault in which the origin accepts queries and answers none of them until it resumes, so that every query waits for
 * its timeout.
 */
final class OriginFreezes implements Fault {

    private static final Duration LENGTH = Duration.ofSeconds(10);

    /**
     * The number of timeouts within the fault, trials of the breaker included, after each of which new queries begin.
     * The frozen origin still holds the queries that its clients have given up.
     */
    private static final int TIMEOUTS = 4;

    private static final About ABOUT = new About(
            "origin-freezes",
            "no query ends for 10 s under load",
            "known rows are served stale, the breakers open and close again, and the origin receives at most nodes x "
                    + "gate queries per timeout",
            LeftOut.GATE.cache());

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Seen run(Side side, Stage stage) throws InterruptedException, IOException {
        String cache = side == Side.CURE ? Rung.FULL.cache() : LeftOut.GATE.cache();
        return new OriginOutage(stage, cache, LENGTH).run(origin -> origin.begin("freeze"));
    }

    @Override
    public List<Check> judge(Seen with, Seen control) {
        int most = TIMEOUTS * FaultScenario.steady().fleetGate();
        List<Check> checks = new ArrayList<>(OriginOutage.promises(ABOUT, with, most));
        checks.addAll(OriginOutage.breakerPromises(ABOUT, with));
        checks.add(ABOUT.harm(
                String.format(Locale.ROOT, "more than %d queries at the same time", most),
                control.text(OriginOutage.AT_ONCE),
                control.get(OriginOutage.AT_ONCE) > most));
        return checks;
    }
}
