package dev.corral.lab.measure;

import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Sample;
import dev.corral.lab.text.Text;
import java.util.ArrayList;
import java.util.List;

/** The promises of the last rung, in addition to those of the others: no boundary affects any caller. */
final class FullPromises {

    private static final double NEAR_AT_LEAST = 0.9;
    private static final double EARLY_AT_LEAST = 0.9;

    private FullPromises() {}

    /** @param unspread the run of the rung before jitter, or null if that rung did not run */
    static List<Check> check(RungRun run, RungRun unspread) {
        List<Check> checks = new ArrayList<>(
                List.of(wellApart(run), WaitPromises.nobodyWaits(run), answeredNear(run), refreshedEarly(run)));
        if (unspread != null) {
            checks.add(Promises.spread(run, unspread));
        }
        return checks;
    }

    private static Check wellApart(RungRun run) {
        long closestMicros = run.ledger().of(KeyClass.HOT).closestMicros();
        double boundMillis = run.scenario().times().hotTtl().toMillis() / 2.0;
        return Check.of(
                run,
                "closest two hot-key queries",
                "at least half a TTL, " + Check.ms(boundMillis) + ", apart",
                closestMicros == Long.MAX_VALUE ? "never twice" : Check.ms(closestMicros / 1_000.0),
                closestMicros != Long.MAX_VALUE && closestMicros / 1_000.0 >= boundMillis);
    }

    static Check answeredNear(RungRun run) {
        return Check.of(
                run,
                "hot-key reads answered without the shared store",
                "at least 90 %",
                Text.of("%.1f %%", run.nearShare() * 100),
                run.nearShare() >= NEAR_AT_LEAST);
    }

    static Check refreshedEarly(RungRun run) {
        List<Sample> hot = run.samples().stream().filter(RungRun::hot).toList();
        Refreshes refreshes = Refreshes.of(run.ledger().of(KeyClass.HOT), hot);
        return Check.of(
                run,
                "hot-key refreshes begun before the TTL ran out",
                "at least nine of ten",
                refreshes.toString(),
                refreshes.earlyShare() >= EARLY_AT_LEAST);
    }
}
