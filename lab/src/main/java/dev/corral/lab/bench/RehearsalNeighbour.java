package dev.corral.lab.bench;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Drive;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.ExtraService;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.Lag;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Sample;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.machine.Contention;
import dev.corral.lab.machine.ProcessorWatch;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A measure of a node under load while another node on the same machine rehearses. A read that the node serves from its
 * memory is compared with the start of that node's JVM, because any process that computes delays it: the system lets a
 * process run for some milliseconds before another one.
 */
final class RehearsalNeighbour {

    static final String NAME = "rehearsal-neighbour";

    static final int RUNS = 5;
    private static final double AT_MOST = 1.2;
    private static final int HITS_PER_SECOND = 1_000;
    private static final int MISSES_PER_SECOND = 200;
    private static final Duration QUIET = Duration.ofSeconds(4);

    /** Longer than a node takes until it is ready. */
    private static final Duration SPAN = Duration.ofSeconds(25);

    private static final int PERCENT = 99;

    /**
     * The 99th percentiles of the latency of one run, in milliseconds.
     *
     * @param quiet before the other node is started
     * @param starting while its JVM starts, until its port responds
     * @param rehearsing from then on until it is ready
     */
    record Turn(double quiet, double starting, double rehearsing) {

        private static Turn of(
                List<Sample> samples,
                Predicate<Sample> chosen,
                long startedMicros,
                long respondsMicros,
                long readyMicros) {
            List<Sample> reads = samples.stream().filter(chosen).toList();
            return new Turn(
                    millis(reads, 0, startedMicros),
                    millis(reads, startedMicros, respondsMicros),
                    millis(reads, respondsMicros, readyMicros));
        }
    }

    /**
     * @param all of all reads
     * @param hits of the reads that the node serves from its memory
     */
    record Seen(List<Turn> all, List<Turn> hits) {

        private static Rounds.Ratio each(List<Turn> turns, ToDoubleFunction<Turn> number) {
            return Rounds.Ratio.of(turns.stream().mapToDouble(number).toArray());
        }
    }

    private RehearsalNeighbour() {}

    static Measure.Result measure(ControlledNode controlled) throws InterruptedException, IOException {
        controlled.settle(Rung.FULL.cache(), CacheStatus.NEAR);
        ProcessorWatch watch = ProcessorWatch.begin();
        Seen seen = new Seen(new ArrayList<>(), new ArrayList<>());
        for (int run = 0; run < RUNS; run++) {
            turn(controlled.stage(), seen);
        }
        Contention contention = watch.elapsed();
        List<Verdict> verdicts = judge(seen);
        if (contention.takenByOthers() && !verdicts.stream().allMatch(Verdict::kept)) {
            throw new VoidRun(contention.toString());
        }
        return new Measure.Result(verdicts, seen);
    }

    private static void turn(Stage stage, Seen seen) throws InterruptedException, IOException {
        Drive load = stage.begin(Rung.FULL.cache(), arrivals(stage));
        Patience.pause(QUIET);
        long startedMicros = load.nowMicros();
        long respondsMicros;
        long readyMicros;
        try (ExtraService node = ExtraService.node(stage.fleet())) {
            node.firstAnswer("/caches");
            respondsMicros = load.nowMicros();
            node.awaitReady();
            readyMicros = load.nowMicros();
        }
        List<Sample> samples = load.await().samples();
        VoidRun.require(Lag.of(samples), Contention.NONE);
        if (readyMicros > SPAN.toNanos() / 1_000) {
            throw new VoidRun("the other node was ready only after the load had ended");
        }
        seen.all.add(Turn.of(samples, any -> true, startedMicros, respondsMicros, readyMicros));
        seen.hits.add(Turn.of(samples, RehearsalNeighbour::isHit, startedMicros, respondsMicros, readyMicros));
    }

    private static List<Arrival> arrivals(Stage stage) {
        List<Arrival> arrivals = new ArrayList<>(Reads.of(ControlledNode.LASTING, HITS_PER_SECOND, SPAN, 1));
        int misses = (int) (MISSES_PER_SECOND * SPAN.toSeconds());
        arrivals.addAll(Reads.each(ControlledNode.LASTING, stage.freshKeys(misses), misses, MISSES_PER_SECOND, 1));
        arrivals.sort(Comparator.comparingLong(Arrival::atNanos));
        return arrivals;
    }

    private static boolean isHit(Sample sample) {
        return sample.arrival().number() == 0;
    }

    /** Returns the 99th percentile of the reads of a span; the delay of the load generator is not a part of it. */
    static double millis(List<Sample> samples, long fromMicros, long untilMicros) {
        long[] nanos = samples.stream()
                .filter(sample -> sample.atMicros() >= fromMicros && sample.atMicros() < untilMicros)
                .mapToLong(sample -> sample.latencyNanos() - sample.sentLagNanos())
                .sorted()
                .toArray();
        if (nanos.length == 0) {
            throw new VoidRun("no read was sent while the other node started or rehearsed");
        }
        return nanos[(nanos.length * PERCENT - 1) / 100] / 1e6;
    }

    static List<Verdict> judge(Seen seen) {
        return List.of(
                verdict(
                        "99th percentile of all reads, a sixth of them of new keys, while another node on the machine"
                                + " rehearses, compared with before",
                        seen.all,
                        turn -> turn.rehearsing() / turn.quiet()),
                verdict(
                        "99th percentile of the hits while another node rehearses, compared with the start of its JVM",
                        seen.hits,
                        turn -> turn.rehearsing() / turn.starting()));
    }

    private static Verdict verdict(String what, List<Turn> turns, ToDoubleFunction<Turn> compared) {
        Rounds.Ratio ratio = Seen.each(turns, compared);
        return new Verdict(
                what,
                Text.of("at most %.1f x", AT_MOST),
                ratio.toString(),
                Text.of(
                        "%.2f ms; %.2f ms before, %.2f ms while the JVM of the other node starts",
                        Seen.each(turns, Turn::rehearsing).median(),
                        Seen.each(turns, Turn::quiet).median(),
                        Seen.each(turns, Turn::starting).median()),
                turns.size() >= RUNS && ratio.median() <= AT_MOST);
    }
}
