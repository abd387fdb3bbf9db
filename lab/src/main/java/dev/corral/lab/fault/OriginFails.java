package dev.corral.lab.fault;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Rung;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A fault in which the origin is running and answers every query with an error, after its full response time. */
final class OriginFails implements Fault {

    private static final Duration LENGTH = Duration.ofSeconds(4);

    private static final About ABOUT = new About(
            "origin-fails",
            "every query fails for 4 s under load",
            "known rows are served stale, the breakers open and close again, rejected requests get Retry-After, and "
                    + "the queries after the outage are spread over time",
            LeftOut.BREAKER.cache());

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Seen run(Side side, Stage stage) throws InterruptedException, IOException {
        String cache = side == Side.CURE ? Rung.FULL.cache() : LeftOut.BREAKER.cache();
        return new OriginOutage(stage, cache, LENGTH).run(origin -> origin.begin("fail"));
    }

    @Override
    public List<Check> judge(Seen with, Seen control) {
        List<Check> checks = new ArrayList<>(OriginOutage.promises(ABOUT, with));
        checks.addAll(OriginOutage.breakerPromises(ABOUT, with));
        double most = 3 * Math.max(1, with.get(OriginOutage.WHILE_OPEN));
        checks.add(ABOUT.harm(
                "more than three times as many queries a second at the end of the outage",
                control.text(OriginOutage.WHILE_OPEN),
                control.get(OriginOutage.WHILE_OPEN) > most));
        return checks;
    }
}
