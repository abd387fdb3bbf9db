package dev.corral.lab.bench;

import dev.corral.lab.experiment.Counted;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.Layout;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Sample;
import dev.corral.lab.measure.Query;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A measure that reads keys that no node holds on all nodes at once. One node loads each key, and the others should
 * have the row soon after the origin has sent it, by the origin's own ledger.
 */
final class ColdMiss {

    private static final int MISSES = 200;
    private static final int QUICK_MISSES = 100;
    private static final int READS_A_NODE = 3;
    private static final long APART_NANOS = 60_000_000;
    private static final double MEDIAN_MILLIS = 10;

    /**
     * What was counted.
     *
     * @param wanted the number of keys that were read
     * @param queries the number of queries for each key that reached the origin
     * @param waitedMillis for every read that waited on a node other than the loading one: the time from the end of the
     *     origin's response to the end of the read's own response
     */
    record Seen(int wanted, List<Integer> queries, List<Double> waitedMillis, long failed) {

        double percentile(double percent) {
            List<Double> sorted = waitedMillis.stream().sorted().toList();
            int index = (int) Math.ceil(sorted.size() * percent / 100) - 1;
            return sorted.isEmpty() ? Double.NaN : sorted.get(Math.max(0, index));
        }
    }

    private ColdMiss() {}

    static Measure.Result measure(ControlledNode controlled) throws InterruptedException, IOException {
        Stage stage = controlled.stage();
        int misses = stage.quick() ? QUICK_MISSES : MISSES;
        stage.count(Rung.LOCK.cache(), arrivals(stage, QUICK_MISSES));
        Counted run = stage.count(Rung.LOCK.cache(), arrivals(stage, misses));
        Seen seen = seen(run, misses);
        return new Measure.Result(judge(seen, stage.quick()), seen);
    }

    /** Each node in turn receives the first read of a key. */
    private static List<Arrival> arrivals(Stage stage, int misses) {
        int first = stage.freshKeys(misses);
        int nodes = stage.nodes();
        return IntStream.range(0, misses)
                .boxed()
                .flatMap(miss -> IntStream.range(0, nodes * READS_A_NODE)
                        .mapToObj(read ->
                                new Arrival(miss * APART_NANOS, KeyClass.PRODUCT, first + miss, (miss + read) % nodes)))
                .toList();
    }

    private static Seen seen(Counted run, int misses) {
        Map<String, List<Query>> byKey = run.ledger().queries().stream().collect(Collectors.groupingBy(Query::key));
        List<Double> waited = new ArrayList<>();
        run.samples().stream()
                .flatMap(sample ->
                        waited(sample, byKey.getOrDefault(sample.arrival().id(), List.of())))
                .forEach(waited::add);
        return new Seen(misses, byKey.values().stream().map(List::size).toList(), waited, run.failed());
    }

    private static Stream<Double> waited(Sample sample, List<Query> queries) {
        if (queries.size() != 1 || sample.failed()) {
            return Stream.empty();
        }
        Query query = queries.getFirst();
        boolean elsewhere =
                !query.node().equals(Layout.nodeName(sample.arrival().node()));
        return elsewhere && sample.sentMicros() < query.endMicros()
                ? Stream.of((sample.endMicros() - query.endMicros()) / 1e3)
                : Stream.empty();
    }

    /** @param counts whether only the queries are judged */
    static List<Verdict> judge(Seen seen, boolean counts) {
        long several = seen.queries().stream().filter(queries -> queries != 1).count();
        Verdict queries = new Verdict(
                "queries per cold miss on all nodes at once",
                "1, in " + seen.wanted(),
                seen.queries().size() - several + " of 1, " + several + " of more"
                        + (seen.failed() == 0 ? "" : ", " + seen.failed() + " reads failed"),
                "",
                several == 0 && seen.failed() == 0 && seen.queries().size() == seen.wanted());
        return counts ? List.of(queries) : List.of(queries, ofWaits(seen));
    }

    private static Verdict ofWaits(Seen seen) {
        double median = seen.percentile(50);
        return new Verdict(
                "time from the end of the origin's response to that of the waiters on other nodes",
                Text.of("median at most %.0f ms", MEDIAN_MILLIS),
                Text.of("%.1f ms", median),
                Text.of(
                        "p99 %.1f ms, %d waiters",
                        seen.percentile(99), seen.waitedMillis().size()),
                median <= MEDIAN_MILLIS && seen.waitedMillis().size() >= seen.wanted());
    }
}
