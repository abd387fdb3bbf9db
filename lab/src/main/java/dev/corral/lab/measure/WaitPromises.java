package dev.corral.lab.measure;

import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Sample;
import dev.corral.lab.text.Text;
import java.util.List;

/** The promises about the reads that wait for a load, and about the time for which they wait. */
final class WaitPromises {

    private static final double IN_TIME = 0.99;
    private static final double SLOW_AT_MOST = 0.001;
    private static final long LEEWAY_MICROS = 50_000;

    private WaitPromises() {}

    static Check waitersInTime(RungRun run) {
        long waiters = 0;
        long late = 0;
        for (Boundary boundary : run.boundaries()) {
            long load = boundary.firstLoadMicros();
            long boundMicros = load + Math.max(LEEWAY_MICROS, load / 2);
            List<Sample> waiting = waitersAt(boundary, run);
            waiters += waiting.size();
            late += slowerThan(boundMicros, waiting);
        }
        double inTime = waiters == 0 ? 0 : 1 - (double) late / waiters;
        return Check.of(
                run,
                "waiters done within the boundary's load and a half",
                "99 %",
                Text.of("%.2f %% of %d", inTime * 100, waiters),
                waiters > 0 && inTime >= IN_TIME);
    }

    static Check nobodyWaits(RungRun run) {
        long waiting = run.existing().stream()
                .filter(sample -> !sample.cacheStatus().served())
                .count();
        return Check.of(
                run, "reads of existing rows that waited for a load", "0", String.valueOf(waiting), waiting == 0);
    }

    static Check fewAreSlow(RungRun run) {
        List<Sample> existing = run.existing();
        long boundMicros = run.ledger().fastestMicros() / 2;
        long slow = slowerThan(boundMicros, existing);
        return Check.of(
                run,
                "reads slower than half the fastest load, " + Check.ms(boundMicros / 1_000.0),
                "at most 0.1 % of " + existing.size(),
                String.valueOf(slow),
                slow <= existing.size() * SLOW_AT_MOST);
    }

    private static List<Sample> waitersAt(Boundary boundary, RungRun run) {
        return run.samples().stream()
                .filter(sample -> sample.arrival().keyClass() == KeyClass.HOT
                        && sample.cacheStatus().waited()
                        && boundary.overlaps(sample.atMicros(), sample.endMicros()))
                .toList();
    }

    private static long slowerThan(long boundMicros, List<Sample> samples) {
        return samples.stream()
                .filter(sample -> sample.latencyNanos() / 1_000 > boundMicros)
                .count();
    }
}
