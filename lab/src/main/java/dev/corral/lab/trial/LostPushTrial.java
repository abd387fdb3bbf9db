package dev.corral.lab.trial;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.text.Text;
import java.time.Duration;
import java.util.Optional;

/**
 * A trial in which the connections that carry invalidations to the nodes are closed just before a write. It counts the
 * reads that return the old row as fresh.
 */
record LostPushTrial(int rows) implements InTurn {

    /** The time in which the connections are opened again, and a row is read, written and read again. */
    private static final Duration A_ROW = Duration.ofMillis(110);

    private static final double QUICK_ORIGIN = 0.02;

    @Override
    public About about() {
        return new About(
                LeftOut.NEAR,
                "cost of the near cache: without pushes, other nodes would not learn of a write",
                "old rows called fresh after a write, the pushes' connections killed before each of " + rows);
    }

    @Override
    public Optional<String> unfit(Stage stage) {
        return Trial.unlessSeveralNodes(stage).or(() -> Trial.unlessOwnRedis(stage));
    }

    @Override
    public Seen run(String cache, Stage stage) {
        stage.origin().speed(QUICK_ORIGIN);
        long oldAndFresh = 0;
        int near = 0;
        for (int row = 0; row < rows; row++) {
            stage.health().awaitPushes();
            Rewrite rewrite = new Rewrite(stage, cache, row);
            rewrite.settle();
            near += rewrite.near();
            stage.redis().client().killPushes();
            rewrite.write();
            oldAndFresh += rewrite.oldAndFresh();
        }
        // If no node held the row in its near cache, the trial shows nothing.
        double number = near == 0 ? Double.NaN : oldAndFresh;
        return new Seen(number, Text.of("%d of %d in the near cache", oldAndFresh, near), 0);
    }

    @Override
    public Duration time(Scenario scenario) {
        return A_ROW.multipliedBy(rows);
    }

    @Override
    public Promise judge(Seen without, Seen with) {
        return new Promise("0", with.number() == 0);
    }
}
