package dev.corral.lab.trial;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.text.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A trial in which a row that every node has in its near cache is written through one of them. It measures how long the
 * others still return the old row: from the sending of the write to the last response with the old row, on the node on
 * which that was the latest.
 */
record InvalidationTrial(int rows) implements InTurn {

    /** The time in which a row is read, written and read again. */
    private static final Duration A_ROW = Duration.ofMillis(45);

    private static final double MEDIAN_MILLIS_UNDER = 10;

    /** A slow machine makes both sides slow. */
    private static final double TIMES_WITHOUT = 1.5;

    private static final double QUICK_ORIGIN = 0.02;

    @Override
    public About about() {
        return new About(
                LeftOut.NEAR,
                "cost of the near cache: after a write, other nodes may serve the old row",
                "ms from a write to the last old answer of another node, median of " + rows);
    }

    @Override
    public Optional<String> unfit(Stage stage) {
        return Trial.unlessSeveralNodes(stage);
    }

    @Override
    public Seen run(String cache, Stage stage) throws InterruptedException {
        stage.origin().speed(QUICK_ORIGIN);
        List<Rewrite> rewrites = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            Rewrite rewrite = new Rewrite(stage, cache, row);
            rewrite.settle();
            rewrite.writeAndWatch();
            rewrites.add(rewrite);
        }
        long oldAgain = rewrites.stream().mapToLong(Rewrite::oldAgain).sum();
        double median = rewrites.stream()
                .mapToDouble(Rewrite::lastOldMillis)
                .sorted()
                .skip(rows / 2)
                .findFirst()
                .orElseThrow();
        // If no node held the row in its near cache, there was nothing to invalidate and the trial shows nothing.
        boolean held = !cache.equals(Rung.FULL.cache()) || rewrites.stream().anyMatch(rewrite -> rewrite.near() > 0);
        return new Seen(held ? median : Double.NaN, Text.of("%.1f", median), oldAgain);
    }

    @Override
    public Duration time(Scenario scenario) {
        return A_ROW.multipliedBy(rows);
    }

    @Override
    public Promise judge(Seen without, Seen with) {
        return new Promise(
                "under 10 ms or 1.5 times the time without it, and no old row after a node's first new one",
                with.number() < Math.max(MEDIAN_MILLIS_UNDER, TIMES_WITHOUT * without.number()));
    }
}
