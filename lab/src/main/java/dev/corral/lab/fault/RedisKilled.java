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

/** A fault in which Redis is killed and an empty Redis is started five seconds later. */
final class RedisKilled implements Fault {

    /** A closed connection is detected at once, but loads that began earlier must end first. */
    private static final Duration NOTICED = Duration.ofSeconds(1);

    /** The stored entries do not return, since the new Redis is empty. */
    private static final Duration FOR_GOOD = Duration.ofHours(1);

    @Override
    public About about() {
        return new About(
                "redis-killed",
                "kill -9 of Redis under load; 5 s later it is started again, empty",
                "no failed request, no row from before the outage served as fresh, at most nodes x gate queries at the "
                        + "same time, and the fleet recovers by itself",
                LeftOut.GATE.cache());
    }

    @Override
    public Seen run(Side side, Stage stage) throws InterruptedException, IOException {
        String cache = side == Side.CURE ? Rung.FULL.cache() : LeftOut.GATE.cache();
        return new RedisOutage(stage, cache)
                .run(() -> stage.redis().kill(), () -> stage.redis().startAgain(), NOTICED, FOR_GOOD);
    }

    @Override
    public List<Check> judge(Seen with, Seen control) {
        int most = FaultScenario.steady().fleetGate();
        List<Check> checks = new ArrayList<>(RedisOutage.promises(this, with));
        checks.add(harmAbove(
                String.format(Locale.ROOT, "more than %d queries at the same time", most),
                control,
                RedisOutage.AT_ONCE,
                most));
        return checks;
    }
}
