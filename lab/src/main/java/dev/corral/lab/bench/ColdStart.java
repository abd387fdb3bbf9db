package dev.corral.lab.bench;

import dev.corral.lab.experiment.Attempts;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.NewNodes;
import dev.corral.lab.fleet.NodeStart;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.Driver;
import dev.corral.lab.load.FailureReasons;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Lag;
import dev.corral.lab.load.Sample;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.machine.Contention;
import dev.corral.lab.machine.ProcessorWatch;
import dev.corral.lab.measure.Ledger;
import dev.corral.lab.measure.Query;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The result of one start of several nodes whose code is cold, and of the reads of new keys that they receive from the
 * instant at which all of them are ready.
 *
 * @param readySeconds the time from the start of the processes until all nodes are ready
 * @param queriesBefore the queries of these nodes, for any cache, that the origin received until then
 * @param failures the number of failed reads by reason
 * @param slowestMillis the longest time from the sending of a read to the end of its response
 * @param keysAgain the number of keys with more than one query
 * @param contention the competition for the processors during the reads; during the start, if others took them then
 */
record ColdStart(
        double readySeconds,
        int queriesBefore,
        int reads,
        Map<String, Integer> failures,
        double slowestMillis,
        int keysAgain,
        Contention contention) {

    static final String CACHE = Rung.FULL.cache();
    static final Duration SPAN = Duration.ofSeconds(30);

    /** The median of the origin for these reads. */
    static final Duration ORIGIN = Duration.ofMillis(30);

    /** The nodes that read each key, at the same instant: one of them loads it, and the others wait for its lock. */
    static final int READERS = 2;

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    static final double SLOWEST_MILLIS = 1_000;

    /** The reads that nodes receive before those that are measured. */
    private static final int WARMING_READS = 1_200;

    private static final int WARMING_PER_SECOND = 150;

    /**
     * The load of the nodes.
     *
     * @param warmed whether the nodes receive some slow reads first, which are not measured
     */
    record Load(int perSecond, boolean warmed) {}

    /**
     * Drives the same load on the nodes of the fleet, so that neither the load generator, nor the origin, nor Redis is
     * cold when the first new node is ready.
     */
    static void warmUp(Stage stage, int perSecond) throws InterruptedException {
        slowOrigin(stage);
        List<Arrival> arrivals = arrivals(stage, perSecond, (int) (perSecond * WARM_UP.toSeconds()));
        stage.driver().drive(CACHE, arrivals, Driver.soon(), new FailureReasons());
        stage.origin().endFaults();
    }

    /**
     * Starts nodes and loads them; a void run is repeated once.
     *
     * @param name the beginning of the nodes' names
     * @throws VoidRun if both attempts are void: the load generator was late, or others took the processors and the
     *     nodes missed a limit
     */
    static ColdStart of(Stage stage, String name, NodeStart start, Load load) throws InterruptedException, IOException {
        return Attempts.two(() -> once(stage, name, start, load), stage::requireAlive, late -> {});
    }

    private static ColdStart once(Stage stage, String name, NodeStart start, Load load)
            throws InterruptedException, IOException {
        slowOrigin(stage);
        stage.origin().emptyLedger();
        ProcessorWatch startWatch = ProcessorWatch.begin();
        try (NewNodes nodes = start(stage, name, start);
                Driver driver = new Driver(nodes.ports())) {
            List<Arrival> warming = arrivals(stage, WARMING_PER_SECOND, load.warmed ? WARMING_READS : 0);
            List<Arrival> arrivals = arrivals(stage, load.perSecond, (int) (load.perSecond * SPAN.toSeconds()));
            double ready = nodes.awaitReady().toNanos() / 1e9;
            long readyNanos = System.nanoTime();
            Contention starting = startWatch.elapsed();
            driver.drive(CACHE, warming, Driver.soon());
            ProcessorWatch watch = ProcessorWatch.begin();
            FailureReasons reasons = new FailureReasons();
            long startNanos = Driver.soon();
            List<Sample> samples = driver.drive(CACHE, arrivals, startNanos, reasons);
            VoidRun.require(Lag.of(samples), Contention.NONE);
            Contention loaded = watch.elapsed();
            Ledger ledger = stage.log(startNanos).ledger();
            return sound(new ColdStart(
                    ready,
                    queriesBefore(ledger, name, (readyNanos - startNanos) / 1_000),
                    samples.size(),
                    reasons.counts(),
                    slowestMillis(samples),
                    keysAgain(ledger.where(query -> query.cache().equals(CACHE) && query.startMicros() >= 0)),
                    starting.takenByOthers() ? starting : loaded));
        } finally {
            stage.origin().endFaults();
        }
    }

    private static void slowOrigin(Stage stage) {
        double factor =
                (double) ORIGIN.toMillis() / stage.scenario().origin().median().toMillis();
        stage.origin().speed(factor, LONGEST);
    }

    /** Starts nodes and returns the seconds until all of them are ready; they receive no reads. */
    static double secondsToReadiness(Stage stage, String name, NodeStart start) {
        try (NewNodes nodes = start(stage, name, start)) {
            return nodes.awaitReady().toNanos() / 1e9;
        }
    }

    /** Nodes of the fleet would receive an invalidation for each key with their own prefix. */
    private static NewNodes start(Stage stage, String name, NodeStart start) {
        return NewNodes.start(stage.fleet(), name, stage.nodes(), start.with("corral.redis.prefix", "corral-" + name));
    }

    /** Returns the run; it is void if it misses a limit while others took the processors, and not the cold nodes. */
    static ColdStart sound(ColdStart run) {
        if (!run.keepsLimits() && run.contention.takenByOthers()) {
            throw new VoidRun(run.contention.toString());
        }
        return run;
    }

    /**
     * Returns the number of queries of nodes before they were ready. A node that rehearses with the real origin would
     * send them for a cache that no client knows.
     *
     * @param name the beginning of the nodes' names
     * @param readyMicros the instant at which all nodes were ready, on the time line of the ledger
     */
    static int queriesBefore(Ledger ledger, String name, long readyMicros) {
        return ledger.where(query -> query.node().startsWith(name + "-") && query.startMicros() < readyMicros)
                .size();
    }

    /** Reads each new key on {@link #READERS} nodes at the same instant. */
    private static List<Arrival> arrivals(Stage stage, int perSecond, int reads) {
        int keys = reads / READERS;
        return arrivals(stage.freshKeys(keys), keys, perSecond, stage.nodes());
    }

    static List<Arrival> arrivals(int first, int keys, int perSecond, int nodes) {
        return IntStream.range(0, keys * READERS)
                .mapToObj(read -> new Arrival(
                        read / READERS * READERS * 1_000_000_000L / perSecond,
                        KeyClass.PRODUCT,
                        first + read / READERS,
                        (read / READERS + read % READERS) % nodes))
                .toList();
    }

    /** The delay of the load generator is not a part of the nodes' time. */
    static double slowestMillis(List<Sample> samples) {
        return samples.stream()
                        .mapToLong(sample -> sample.latencyNanos() - sample.sentLagNanos())
                        .max()
                        .orElse(0)
                / 1e6;
    }

    static int keysAgain(Ledger ledger) {
        return (int)
                ledger.queries().stream()
                        .collect(Collectors.groupingBy(Query::key, Collectors.counting()))
                        .values()
                        .stream()
                        .filter(queries -> queries > 1)
                        .count();
    }

    /** Whether no read failed or was slow, and no key was loaded twice. */
    boolean keepsLimits() {
        return failed() == 0 && slowestMillis < SLOWEST_MILLIS && keysAgain == 0;
    }

    int failed() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The number of failed reads and their reasons. */
    String failedText() {
        return failures.isEmpty()
                ? "0"
                : Text.of("%,d", failed())
                        + failures.entrySet().stream()
                                .map(each -> Text.of("%,d x %s", each.getValue(), each.getKey()))
                                .collect(Collectors.joining(", ", " (", ")"));
    }

    String slowestText() {
        return Text.of("%.2f s", slowestMillis / 1e3);
    }

    String readyText() {
        return Text.of("%.1f s", readySeconds);
    }
}
