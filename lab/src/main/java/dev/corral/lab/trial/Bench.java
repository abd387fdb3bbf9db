package dev.corral.lab.trial;

import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.NodeClient;
import dev.corral.lab.fleet.Origin;
import dev.corral.lab.fleet.RedisServer;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.Driver;
import dev.corral.lab.load.KeyClass;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The environment of the trials: the fleet, its load and its faults. It resets the fleet between two trials. */
final class Bench implements AutoCloseable {

    private static final Duration LEAD = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration BRIEF = Duration.ofMillis(20);
    /** A number greater than that of any key of the ladder. */
    private static final int FIRST_FRESH_KEY = 1_000_000;

    private final Fleet fleet;
    private final Scenario scenario;
    private final Driver driver;
    private final NodeClient client;
    private final List<Lag> lags = new ArrayList<>();
    private ProcessorWatch watch = ProcessorWatch.begin();
    private int nextKey = FIRST_FRESH_KEY;

    Bench(Fleet fleet, Scenario scenario) {
        this.fleet = fleet;
        this.scenario = scenario;
        this.driver = new Driver(fleet.layout().nodes());
        this.client = new NodeClient(fleet.layout().nodes());
    }

    /** Runs one side of a trial. The cache is healthy before the run, and the faults have ended after it. */
    Trial.Seen run(Trial trial, String cache) throws InterruptedException, IOException {
        heal(cache);
        try {
            return trial.run(cache, this);
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

    private List<Sample> noted(List<Sample> samples) {
        lags.add(Lag.of(samples));
        return samples;
    }

    /** Waits until every node loads, stores and finds a row; no breaker is open then. */
    private void heal(String cache) {
        for (int node = 0; node < scenario.nodes(); node++) {
            int each = node;
            String id = KeyClass.PRODUCT.id(freshKeys(1));
            await(() -> client.read(each, cache, id).cacheStatus().served());
        }
    }

    private static void await(BooleanSupplier condition) {
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < endNanos) {
            await(BRIEF);
        }
    }

    /** Reserves product keys that nobody has read yet, and returns the number of the first one. */
    int freshKeys(int count) {
        nextKey += count;
        return nextKey - count;
    }

    List<Sample> drive(String cache, List<Arrival> arrivals) throws InterruptedException {
        return noted(driver.drive(cache, arrivals, LEAD));
    }

    /**
     * Runs a load whose queries the origin counts; the time lines of the queries and of the samples start with the run.
     */
    Counted count(String cache, List<Arrival> arrivals) throws InterruptedException, IOException {
        origin().emptyLedger();
        long startNanos = System.nanoTime() + LEAD.toNanos();
        List<Sample> samples = noted(driver.drive(cache, arrivals, startNanos));
        origin().awaitIdle();
        long startMicros = startNanos / 1_000 + origin().clockOffsetMicros();
        Ledger ledger = Ledger.parse(origin().ledger()).since(startMicros);
        return new Counted(samples, ledger.where(query -> query.cache().equals(cache)));
    }

    record Counted(List<Sample> samples, Ledger ledger) {}

    static long failed(List<Sample> samples) {
        return samples.stream().filter(Sample::failed).count();
    }

    /** Waits until every node receives invalidations again. */
    void awaitPushes() {
        await(() -> redis().client().pushes() >= nodes());
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
