package dev.corral.lab.trial;

import dev.corral.lab.experiment.TwoAttempts;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.NodeClient;
import dev.corral.lab.fleet.Origin;
import dev.corral.lab.fleet.RedisServer;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.Driver;
import dev.corral.lab.load.Lag;
import dev.corral.lab.load.Sample;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.machine.Contention;
import dev.corral.lab.machine.ProcessorWatch;
import dev.corral.lab.measure.Ledger;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The environment of the trials: the fleet, its load and its faults. It resets the fleet between two trials. */
final class Bench implements AutoCloseable {

    /** The time in which caches are healed before a harm, and the origin becomes idle after it. */
    static final Duration HEALING = Duration.ofMillis(700);

    private static final Duration LEAD = Duration.ofMillis(50);
    /** A number greater than that of any key of the ladder. */
    private static final int FIRST_FRESH_KEY = 1_000_000;

    private final Fleet fleet;
    private final Scenario scenario;
    private final Driver driver;
    private final NodeClient client;
    private final Health health;
    private final List<Lag> lags = new ArrayList<>();
    private ProcessorWatch watch = ProcessorWatch.begin();
    private int nextKey = FIRST_FRESH_KEY;

    Bench(Fleet fleet, Scenario scenario) {
        this.fleet = fleet;
        this.scenario = scenario;
        this.driver = new Driver(fleet.layout().nodes());
        this.client = new NodeClient(fleet.layout().nodes());
        this.health = new Health(client, fleet.origin(), scenario.nodes());
    }

    /** Does a harm. The caches are healthy before it, and its faults have ended after it. */
    <T> T healthy(List<String> caches, TwoAttempts.Attempt<T> harm) throws InterruptedException, IOException {
        health.await(caches, freshKeys(nodes()));
        try {
            return harm.run();
        } finally {
            origin().endFaults();
            origin().dropQueue();
            origin().awaitIdle();
        }
    }

    /** @throws dev.corral.lab.ending.LabException if a process of the fleet has ended */
    void requireAlive() {
        fleet.requireAlive();
    }

    /** Starts to observe the load generator's delay and the processors anew. */
    void watch() {
        lags.clear();
        watch = ProcessorWatch.begin();
    }

    /** @throws VoidRun if the load generator fell behind since {@link #watch()} */
    void requireInTime() {
        lags.forEach(lag -> VoidRun.require(lag, Contention.NONE));
    }

    /** @throws VoidRun if the fleet's processes had too little processor time since {@link #watch()} */
    void requireProcessor() {
        VoidRun.require(Lag.of(List.of()), watch.elapsed());
    }

    /** Reserves product keys that nobody has read yet, and returns the number of the first one. */
    int freshKeys(int count) {
        nextKey += count;
        return nextKey - count;
    }

    List<Sample> drive(String cache, List<Arrival> arrivals) throws InterruptedException {
        return drive(List.of(cache), arrivals).get(cache);
    }

    /** Sends the reads to every cache at the same time. */
    Map<String, List<Sample>> drive(List<String> caches, List<Arrival> arrivals) throws InterruptedException {
        return drive(caches, arrivals, System.nanoTime() + LEAD.toNanos());
    }

    private Map<String, List<Sample>> drive(List<String> caches, List<Arrival> arrivals, long startNanos)
            throws InterruptedException {
        Map<String, List<Sample>> samples = driver.drive(caches, arrivals, startNanos);
        samples.values().forEach(each -> lags.add(Lag.of(each)));
        return samples;
    }

    Counted count(String cache, List<Arrival> arrivals) throws InterruptedException, IOException {
        return count(List.of(cache), arrivals).get(cache);
    }

    /**
     * Sends the reads to every cache at the same time, and counts the queries of each at the origin; the time lines of
     * the queries and of the samples start with the run.
     */
    Map<String, Counted> count(List<String> caches, List<Arrival> arrivals) throws InterruptedException, IOException {
        origin().emptyLedger();
        long startNanos = System.nanoTime() + LEAD.toNanos();
        Map<String, List<Sample>> samples = drive(caches, arrivals, startNanos);
        origin().awaitIdle();
        long startMicros = startNanos / 1_000 + origin().clockOffsetMicros();
        Ledger ledger = Ledger.parse(origin().ledger()).since(startMicros);
        Map<String, Counted> counted = new LinkedHashMap<>();
        samples.forEach((cache, each) -> counted.put(
                cache, new Counted(each, ledger.where(query -> query.cache().equals(cache)))));
        return counted;
    }

    record Counted(List<Sample> samples, Ledger ledger) {}

    static long failed(List<Sample> samples) {
        return samples.stream().filter(Sample::failed).count();
    }

    /** Waits until every node receives invalidations again. */
    void awaitPushes() {
        Health.until(() -> redis().client().pushes() >= nodes());
    }

    Optional<String> unlessOwnRedis() {
        return redis().own() ? Optional.empty() : Optional.of("other programs use the same Redis");
    }

    Optional<String> unlessSeveralNodes() {
        return nodes() > 1 ? Optional.empty() : Optional.of("the fleet has one node");
    }

    static void await(Duration span) {
        LockSupport.parkNanos(span.toNanos());
    }

    Scenario scenario() {
        return scenario;
    }

    int nodes() {
        return scenario.nodes();
    }

    Origin origin() {
        return fleet.origin();
    }

    RedisServer redis() {
        return fleet.redis();
    }

    NodeClient client() {
        return client;
    }

    @Override
    public void close() {
        driver.close();
        client.close();
    }
}
