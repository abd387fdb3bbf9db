package dev.corral.lab.measure;

import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Sample;
import dev.corral.lab.scenario.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** What each rung must show. Counts are exact; where time is judged, it is by the ledger's own loads. */
public final class Promises {

    private static final double WAITERS_IN_TIME = 0.99;
    private static final double SLOW_AT_MOST = 0.001;

    private final Map<Rung, RungRun> runs;
    private final List<Check> checks = new ArrayList<>();

    private Promises(Map<Rung, RungRun> runs) {
        this.runs = runs;
    }

    public static List<Check> check(Map<Rung, RungRun> runs) {
        Promises promises = new Promises(runs);
        runs.values().forEach(promises::check);
        return promises.checks;
    }

    private void check(RungRun run) {
        if (run.rung().caches()) {
            enoughBoundaries(run);
            noErrors(run);
        }
        switch (run.rung()) {
            case NONE -> {}
            case NAIVE -> naive(run);
            case SINGLE_FLIGHT -> singleFlight(run);
            case LOCK -> {
                onceABoundary(run);
                waitersInTime(run);
            }
            case SWR -> {
                onceABoundary(run);
                nobodyWaits(run);
                fewAreSlow(run);
            }
            case JITTER -> {
                onceABoundary(run);
                spread(run);
            }
            case NEGATIVE -> {
                onceABoundary(run);
                absenceRemembered(run);
            }
        }
    }

    private void enoughBoundaries(RungRun run) {
        int counted = run.boundaries().size();
        int wanted = run.scenario().boundaries();
        add(run, "counted boundaries", "at least " + wanted, String.valueOf(counted), counted >= wanted);
    }

    private void noErrors(RungRun run) {
        long errors = run.samples().stream().filter(Sample::failed).count();
        boolean overflowed = run.row().originOverflowed();
        add(
                run,
                "errors",
                "0, and no overflow at the origin",
                errors + (overflowed ? ", overflow" : ""),
                errors == 0 && !overflowed);
    }

    private void naive(RungRun run) {
        int herd = 5 * run.scenario().nodes();
        perBoundary(run, "at least " + herd + " each", queries -> queries >= herd);
        double p99 = run.row().p99AtBoundary();
        double fastest = run.ledger().fastestMicros() / 1_000.0;
        add(run, "p99 at boundaries", "at least the fastest load, " + ms(fastest), ms(p99), p99 >= fastest);
    }

    private void singleFlight(RungRun run) {
        int nodes = run.scenario().nodes();
        perBoundary(run, "never more than " + nodes, queries -> queries >= 1 && queries <= nodes);
        List<Boundary> boundaries = run.boundaries();
        long exact = boundaries.stream()
                .filter(boundary -> boundary.count() == nodes)
                .count();
        add(
                run,
                "boundaries with exactly " + nodes + " queries",
                "more than half of " + boundaries.size(),
                String.valueOf(exact),
                exact * 2 > boundaries.size());
    }

    private void onceABoundary(RungRun run) {
        perBoundary(run, "exactly 1 each", queries -> queries == 1);
    }

    private void perBoundary(RungRun run, String promised, IntPredicate holds) {
        List<Integer> counts = run.boundaries().stream().map(Boundary::count).toList();
        boolean kept = !counts.isEmpty() && counts.stream().allMatch(holds::test);
        add(run, "hot-key queries per boundary", promised, counts.toString(), kept);
    }

    private void waitersInTime(RungRun run) {
        int waiters = 0;
        int late = 0;
        for (Boundary boundary : run.boundaries()) {
            long load = boundary.firstLoadMicros();
            long bound = load + Math.max(50_000, load / 2);
            for (Sample sample : run.samples()) {
                if (isWaiter(sample) && boundary.overlaps(sample.atMicros(), sample.endMicros())) {
                    waiters++;
                    late += sample.latencyNanos() / 1_000 > bound ? 1 : 0;
                }
            }
        }
        double inTime = waiters == 0 ? 0 : 1 - (double) late / waiters;
        add(
                run,
                "waiters done within the boundary's load and a half",
                "99 %",
                percent(inTime) + " of " + waiters,
                waiters > 0 && inTime >= WAITERS_IN_TIME);
    }

    private static boolean isWaiter(Sample sample) {
        return sample.arrival().keyClass() == KeyClass.HOT
                && sample.cacheStatus().waited();
    }

    private void nobodyWaits(RungRun run) {
        long waiting = existing(run).stream()
                .filter(sample ->
                        sample.cacheStatus() != CacheStatus.FRESH && sample.cacheStatus() != CacheStatus.STALE)
                .count();
        add(run, "reads of existing rows that waited for a load", "0", String.valueOf(waiting), waiting == 0);
    }

    private void fewAreSlow(RungRun run) {
        List<Sample> existing = existing(run);
        long boundMicros = run.ledger().fastestMicros() / 2;
        long slow = existing.stream()
                .filter(sample -> sample.latencyNanos() / 1_000 > boundMicros)
                .count();
        add(
                run,
                "reads slower than half the fastest load, " + ms(boundMicros / 1_000.0),
                "at most 0.1 % of " + existing.size(),
                String.valueOf(slow),
                slow <= existing.size() * SLOW_AT_MOST);
    }

    private static List<Sample> existing(RungRun run) {
        return run.samples().stream()
                .filter(sample -> sample.arrival().keyClass() != KeyClass.ABSENT)
                .toList();
    }

    private void spread(RungRun run) {
        RungRun above = runs.get(Rung.SWR);
        if (above == null) {
            return;
        }
        int peak = run.row().productPeak();
        int before = above.row().productPeak();
        add(
                run,
                "peak product-key queries in 100 ms",
                "at most a third of " + before + " on swr",
                String.valueOf(peak),
                peak * 3 <= before);
    }

    private void absenceRemembered(RungRun run) {
        long closest = run.ledger().of(KeyClass.ABSENT).closestMicros();
        double bound = 0.8 * run.scenario().times().negativeTtl().toMillis();
        String seen = closest == Long.MAX_VALUE ? "never twice" : ms(closest / 1_000.0);
        add(
                run,
                "closest two queries of one absent id",
                "at least " + ms(bound) + " apart",
                seen,
                closest / 1_000.0 >= bound);
    }

    private void add(RungRun run, String name, String promised, String seen, boolean kept) {
        checks.add(new Check(run.rung().cache(), name, promised, seen, kept));
    }

    private static String ms(double millis) {
        return "%.1f ms".formatted(millis);
    }

    private static String percent(double share) {
        return "%.2f %%".formatted(share * 100);
    }
}
