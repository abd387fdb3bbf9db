package dev.corral.lab.trial;

import dev.corral.lab.scenario.LeftOut;
import java.util.Locale;
import java.util.Optional;

/** The connection that would tell the nodes of a write is killed just before it: does one still call the old row fresh? */
final class LostPushTrial implements Trial {

    private static final int ROWS = 20;
    private static final double QUICK_ORIGIN = 0.02;

    @Override
    public About about() {
        return new About(
                LeftOut.NEAR,
                "what it costs: without pushes, other nodes would never hear of a write",
                "old rows called fresh after a write, the pushes' connections killed before each of " + ROWS);
    }

    @Override
    public Optional<String> unfit(Bench bench) {
        return bench.unlessSeveralNodes().or(bench::unlessOwnRedis);
    }

    @Override
    public Seen run(String cache, Bench bench) {
        bench.origin().speed(QUICK_ORIGIN);
        long oldAndFresh = 0;
        int near = 0;
        for (int row = 0; row < ROWS; row++) {
            bench.awaitPushes();
            Rewrite rewrite = new Rewrite(bench, cache, row);
            rewrite.settle();
            near += rewrite.near();
            bench.redis().client().killPushes();
            rewrite.write();
            oldAndFresh += rewrite.oldAndFresh();
        }
        // Where no node held a row by itself, nothing was at stake and nothing is shown.
        double number = near == 0 ? Double.NaN : oldAndFresh;
        return new Seen(number, String.format(Locale.ROOT, "%d of %d held near", oldAndFresh, near), 0);
    }

    @Override
    public Promise judge(Seen without, Seen with) {
        return new Promise("0", with.number() == 0);
    }
}
