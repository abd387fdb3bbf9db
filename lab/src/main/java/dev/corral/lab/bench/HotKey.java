package dev.corral.lab.bench;

import dev.corral.lab.experiment.Counted;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Lag;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Sample;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.measure.Boundary;
import dev.corral.lab.measure.Latencies;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A measure of a hot key with a short TTL under a steady load: the queries that each boundary costs the origin, and the
 * latencies of the callers. The TTL is short and the origin is quick, so that many boundaries occur in a few minutes.
 */
final class HotKey {

    private static final int PER_SECOND = 1_000;
    /** The rate of the warm-up; nodes that have just been started cannot serve the whole load. */
    private static final int WARM_UP_PER_SECOND = 300;

    private static final Duration WARM_UP = Duration.ofSeconds(8);
    /**
     * The largest share of late requests; with more, the load would differ from the one for which the limit is
     * promised.
     */
    private static final double LATE_AT_MOST = 0.05;

    /**
     * The factor by which the run is longer, for boundaries at which the load generator paused, and for those that come
     * later on a busy machine.
     */
    private static final double SPARE = 1.25;

    /**
     * What was counted.
     *
     * @param wanted the number of boundaries to count
     * @param queries the number of queries at each boundary, without the first load and without the boundaries at which
     *     the load generator paused
     * @param paused the number of boundaries that were left out because the load generator paused
     */
    record Seen(
            int wanted,
            Duration ttl,
            List<Integer> queries,
            int paused,
            long failed,
            double insideMillis,
            double outsideMillis,
            Lag lag) {}

    private HotKey() {}

    static Measure.Result measure(ControlledNode controlled) throws InterruptedException, IOException {
        Stage stage = controlled.stage();
        stage.count(Rung.SWR.cache(), Reads.of(KeyClass.HOT, WARM_UP_PER_SECOND, WARM_UP, stage.nodes()));
        Duration span = Duration.ofMillis((long) (stage.scenario().duration().toMillis() * SPARE));
        Counted run = stage.count(Rung.SWR.cache(), Reads.of(KeyClass.HOT, PER_SECOND, span, stage.nodes()));
        Seen seen = seen(run, stage.scenario());
        if (seen.lag().lateShare() > LATE_AT_MOST) {
            throw new VoidRun(seen.lag().toString());
        }
        requireEnough(seen);
        return new Measure.Result(judge(seen), seen);
    }

    /** A miss that was counted stays one, however few boundaries there are. */
    static void requireEnough(Seen seen) {
        boolean few = seen.queries().size() < seen.wanted();
        if (few && seen.failed() == 0 && seen.queries().stream().allMatch(queries -> queries == 1)) {
            throw new VoidRun(Text.of(
                    "only %d of %d boundaries were counted: the load generator paused at %d, and the others came late",
                    seen.queries().size(), seen.wanted(), seen.paused()));
        }
    }

    private static Seen seen(Counted run, Scenario scenario) {
        Duration ttl = scenario.times().hotTtl();
        List<Boundary> all = Boundary.of(run.ledger().of(KeyClass.HOT), ttl);
        List<Boundary> later = all.subList(Math.min(1, all.size()), all.size());
        Pauses pauses = Pauses.of(run.samples(), ttl.dividedBy(4));
        Predicate<Boundary> steady = boundary -> !pauses.near(boundary.firstMicros(), ttl);
        List<Sample> samples = run.samples();
        Latencies inside = Latencies.of(samples, sample -> felt(sample, all));
        Latencies outside = Latencies.of(samples, sample -> !felt(sample, all));
        return new Seen(
                scenario.boundaries(),
                ttl,
                queries(later, steady, ttl).stream()
                        .limit(scenario.boundaries())
                        .toList(),
                (int) later.stream().filter(steady.negate()).count(),
                run.failed(),
                inside.millis(99),
                outside.millis(99),
                Lag.of(samples));
    }

    /**
     * Returns the number of queries at each boundary that counts; 0 for a boundary without queries, which is assumed if
     * the next one is more than two TTLs away.
     */
    static List<Integer> queries(List<Boundary> boundaries, Predicate<Boundary> counts, Duration ttl) {
        List<Integer> queries = new ArrayList<>();
        Boundary before = null;
        for (Boundary each : boundaries) {
            boolean pair = before != null && counts.test(before) && counts.test(each);
            if (pair && each.firstMicros() - before.firstMicros() > 2 * ttl.toNanos() / 1_000) {
                queries.add(0);
            }
            if (counts.test(each)) {
                queries.add(each.count());
            }
            before = each;
        }
        return queries;
    }

    private static boolean felt(Sample sample, List<Boundary> boundaries) {
        return boundaries.stream().anyMatch(boundary -> boundary.overlaps(sample.atMicros(), sample.endMicros()));
    }

    static List<Verdict> judge(Seen seen) {
        double mean =
                seen.queries().stream().mapToInt(Integer::intValue).average().orElse(Double.NaN);
        long other = seen.queries().stream().filter(queries -> queries != 1).count();
        String text = Text.of(
                "%.2f in %d, %d of them not 1%s",
                mean, seen.queries().size(), other, seen.failed() == 0 ? "" : ", " + seen.failed() + " reads failed");
        String beside = Text.of(
                "p99 %.1f ms inside boundaries, %.1f ms between; TTL %d ms",
                seen.insideMillis(), seen.outsideMillis(), seen.ttl().toMillis());
        boolean kept = seen.queries().size() >= seen.wanted() && other == 0 && seen.failed() == 0;
        return List.of(new Verdict(
                Text.of("queries per boundary of a hot key on swr, %d reads/s", PER_SECOND),
                "1.00, never 0, never 2, in " + seen.wanted(),
                text,
                beside,
                kept));
    }
}
