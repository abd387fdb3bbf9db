package dev.corral.lab.bench;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Drive;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.ExtraService;
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
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A measure of a node under load while another node on the same machine rehearses. The start of the JVM of that node,
 * which has no pauses, shows what the same work costs the neighbour without them.
 */
final class RehearsalNeighbour {

    static final String NAME = "rehearsal-neighbour";

    static final int RUNS = 5;
    private static final double AT_MOST = 1.2;
    private static final int PER_SECOND = 1_000;
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
    record Turn(double quiet, double starting, double rehearsing) {}

    record Seen(List<Turn> turns) {

        Rounds.Ratio each(ToDoubleFunction<Turn> number) {
            return Rounds.Ratio.of(turns.stream().mapToDouble(number).toArray());
        }
    }

    private RehearsalNeighbour() {}

    static Measure.Result measure(ControlledNode controlled) throws InterruptedException, IOException {
        controlled.settle(Rung.FULL.cache(), CacheStatus.NEAR);
        ProcessorWatch watch = ProcessorWatch.begin();
        List<Turn> turns = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            turns.add(turn(controlled.stage()));
        }
        Contention contention = watch.elapsed();
        Seen seen = new Seen(turns);
        List<Verdict> verdicts = judge(seen);
        if (contention.takenByOthers() && !verdicts.stream().allMatch(Verdict::kept)) {
            throw new VoidRun(contention.toString());
        }
        return new Measure.Result(verdicts, seen);
    }

    private static Turn turn(Stage stage) throws InterruptedException, IOException {
        Drive load = stage.begin(Rung.FULL.cache(), Reads.of(ControlledNode.LASTING, PER_SECOND, SPAN, 1));
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
        return new Turn(
                millis(samples, 0, startedMicros),
                millis(samples, startedMicros, respondsMicros),
                millis(samples, respondsMicros, readyMicros));
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
        Rounds.Ratio ratio = seen.each(turn -> turn.rehearsing() / turn.quiet());
        return List.of(new Verdict(
                "99th percentile of hits of a node while another node on the machine rehearses, compared with before",
                Text.of("at most %.1f x", AT_MOST),
                ratio.toString(),
                Text.of(
                        "%.2f against %.2f ms; %.2f ms while the JVM of the other node starts",
                        seen.each(Turn::rehearsing).median(),
                        seen.each(Turn::quiet).median(),
                        seen.each(Turn::starting).median()),
                seen.turns().size() >= RUNS && ratio.median() <= AT_MOST));
    }
}
