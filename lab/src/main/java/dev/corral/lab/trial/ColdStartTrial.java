package dev.corral.lab.trial;

import dev.corral.lab.experiment.Counted;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Sample;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;

/**
 * A trial in which many keys that no cache holds are read at once: each key has its own flight and its own lock, and
 * nothing bounds the total number of loads.
 */
record ColdStartTrial(int fleetGate) implements InTurn {

    /** More than the gates and their queues hold, so that requests are refused as well. */
    private static final double TIMES_THE_GATES = 2.3;

    private static final int TIMES_A_SECOND = 5;
    private static final int SHED = 503;
    /** Slow enough that all reads have arrived before the first is answered, also on a busy machine. */
    private static final double SLOW_ORIGIN = 2;

    @Override
    public About about() {
        return new About(
                LeftOut.GATE,
                "a cold start sends the origin more queries than it has workers",
                "most queries at the origin at once, of " + keys() + " cold keys");
    }

    @Override
    public Seen run(String cache, Stage stage) throws InterruptedException, IOException {
        stage.origin().speed(SLOW_ORIGIN);
        int first = stage.freshKeys(keys());
        Counted run =
                stage.count(cache, Reads.each(KeyClass.PRODUCT, first, keys(), keys() * TIMES_A_SECOND, stage.nodes()));
        long shed = run.samples().stream().filter(read -> read.status() == SHED).count();
        int most = run.ledger().mostAtOnce();
        return new Seen(
                most, shed == 0 ? most + "" : most + ", " + shed + " shed", Sample.failed(run.samples()) - shed);
    }

    @Override
    public Duration time(Scenario scenario) {
        double waves = Math.ceil(TIMES_THE_GATES * fleetGate / scenario.origin().workers());
        long millis = Math.round(scenario.origin().median().toMillis() * SLOW_ORIGIN * waves);
        return Duration.ofSeconds(1).dividedBy(TIMES_A_SECOND).plusMillis(millis);
    }

    private int keys() {
        return (int) (fleetGate * TIMES_THE_GATES);
    }

    @Override
    public Promise judge(Seen without, Seen with) {
        return new Promise(
                "at most the sum of the gates, " + fleetGate,
                with.number() <= fleetGate && without.number() > fleetGate);
    }
}
