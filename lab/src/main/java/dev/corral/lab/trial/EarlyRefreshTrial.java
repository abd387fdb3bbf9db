package dev.corral.lab.trial;

import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.measure.Refreshes;
import dev.corral.lab.scenario.LeftOut;
import java.io.IOException;
import java.time.Duration;

/** A trial of a hot key at its boundaries, where a read is served from an entry past its TTL. */
final class EarlyRefreshTrial implements Trial {

    private static final int PER_SECOND = 200;
    private static final Duration SPAN = Duration.ofSeconds(6);
    private static final double AT_LEAST = 0.9;

    @Override
    public About about() {
        return new About(
                LeftOut.XFETCH,
                "at each boundary a hot key is served stale until it is refreshed",
                "refreshes of a hot key begun before its TTL ran out");
    }

    @Override
    public Seen run(String cache, Bench bench) throws InterruptedException, IOException {
        Bench.Counted run = bench.count(cache, Reads.of(KeyClass.BRIEF, PER_SECOND, SPAN, bench.nodes()));
        Refreshes refreshes = Refreshes.of(run.ledger(), run.samples());
        return new Seen(refreshes.earlyShare(), refreshes.toString(), Bench.failed(run.samples()));
    }

    @Override
    public Promise judge(Seen without, Seen with) {
        return new Promise("at least nine of ten", with.number() >= AT_LEAST);
    }
}
