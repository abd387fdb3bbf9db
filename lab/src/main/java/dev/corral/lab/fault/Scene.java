package dev.corral.lab.fault;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.Metrics;
import dev.corral.lab.fleet.NodeClient;
import dev.corral.lab.fleet.NodeProcess;
import dev.corral.lab.fleet.Origin;
import dev.corral.lab.fleet.RedisServer;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.Driver;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Lag;
import dev.corral.lab.load.Sample;
import dev.corral.lab.load.Schedule;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The environment of the faults: the fleet, its load, the injected faults and the counters. It resets the fleet between
 * two faults.
 */
final class Scene implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BRIEF = Duration.ofMillis(20);
    /** The largest number of repetitions of a void measurement. */
    static final int AGAIN_AT_MOST = 2;

    /** A number greater than that of any key of the steady load. */
    private static final int FIRST_FRESH_KEY = 1_000_000;

    private static final Duration WARM_UP = Duration.ofSeconds(2);

    private final Fleet fleet;
    private final Scenario scenario;
    private final boolean quick;
    private final Driver driver;
    private final NodeClient client;
    private final Metrics metrics;
    private int nextKey = FIRST_FRESH_KEY;
    private final List<Drive> drives = new ArrayList<>();
    private final Map<Integer, Integer> failures = new TreeMap<>();

    Scene(Fleet fleet, Scenario scenario, boolean quick) {
        this.fleet = fleet;
        this.scenario = scenario;
        this.quick = quick;
        this.driver = new Driver(fleet.layout().nodes());
        this.client = new NodeClient(fleet.layout().nodes());
        this.metrics = new Metrics(fleet.layout());
    }

    /** Drives a growing share of the load first, because code that is not yet compiled is several times slower. */
    void warmUp() throws InterruptedException, IOException {
        for (double share : new double[] {0.2, 0.5, 1}) {
            for (Rung rung : List.of(Rung.LOCK, Rung.FULL)) {
                drive(rung.cache(), Schedule.draw(scenario.atShare(share), WARM_UP));
            }
        }
    }

    /**
     * Runs one side of a fault. A run in which the load generator fell behind is void and is repeated, at most twice.
     *
     * @throws Inconclusive if the load generator fell behind in every attempt
     */
    Seen run(Fault fault, Fault.Side side, Consumer<String> progress) throws InterruptedException, IOException {
        for (int again = 0; ; again++) {
            Seen seen = attempt(fault, side);
            Optional<Lag> late = lateSinceAsked();
            tellFailures(progress);
            if (late.isEmpty()) {
                return seen;
            }
            if (again == AGAIN_AT_MOST) {
                throw new Inconclusive(late.get() + ", in every attempt");
            }
            progress.accept("  void: " + late.get() + "; running it once more");
        }
    }

    /**
     * The delay of the load generator since the last call, if it was so long that the measurement is void; otherwise
     * empty.
     */
    Optional<Lag> lateSinceAsked() {
        Optional<Lag> late =
                drives.stream().map(Drive::lag).filter(Lag::tooLong).findFirst();
        drives.stream().flatMap(Drive::samples).forEach(this::tell);
        drives.clear();
        return late;
    }

    /** Adds the samples of a separate load generator, so that their failures are reported with those of the drives. */
    void tell(List<Sample> samples) {
        samples.forEach(this::tell);
    }

    private void tell(Sample sample) {
        if (sample.failed()) {
            failures.merge(sample.status(), 1, Integer::sum);
        }
    }

    /** Reports the failed requests by status, to show what a count consists of. */
    private void tellFailures(Consumer<String> progress) {
        failures.forEach((status, count) -> progress.accept(String.format(
                Locale.ROOT,
                "  %s: %d requests",
                status == Sample.NO_ANSWER ? "no response" : "status " + status,
                count)));
        failures.clear();
    }

    /** Runs the fault once. The fleet is healthy before the run, and the origin is healthy after it. */
    private Seen attempt(Fault fault, Fault.Side side) throws InterruptedException, IOException {
        heal();
        drives.clear();
        try {
            Seen seen = fault.run(side, this);
            requireAlive();
            return seen;
        } finally {
            endFaults();
        }
    }

    private void endFaults() {
        IntStream.range(0, nodes()).forEach(driver::comeBack);
        origin().endFaults();
        origin().dropQueue();
    }

    /** Waits until every node runs, receives invalidations, loads, stores and finds a row; no breaker is open then. */
    private void heal() {
        endFaults();
        for (int node = 0; node < nodes(); node++) {
            revive(node);
        }
        origin().awaitIdle();
        origin().emptyLedger();
        awaitPushes();
        for (int node = 0; node < nodes(); node++) {
            int each = node;
            String id = KeyClass.PRODUCT.id(freshKeys(1));
            await(() -> client.read(each, Rung.FULL.cache(), id).cacheStatus().served());
        }
    }

    /** @throws LabException if a process of the fleet has ended that no fault has ended */
    void requireAlive() {
        fleet.requireAlive();
    }

    /** Resumes or restarts the node, and waits until it is ready. */
    void revive(int node) {
        NodeProcess process = node(node);
        if (process.running()) {
            process.resume();
        } else {
            // A process that ended without a fault is not restarted: the measurements since then say nothing about the
            // fault.
            requireAlive();
            process.start();
        }
        process.awaitReady();
    }

    /** Waits until every node receives invalidations again. */
    void awaitPushes() {
        await(() -> redis().client().pushes() >= nodes());
    }

    /** Waits until the condition holds; returns false if it does not hold within 20 seconds. */
    static boolean await(BooleanSupplier condition) {
        return await(condition, PATIENCE);
    }

    /** Waits until the condition holds; returns false if it does not hold within that time. */
    static boolean await(BooleanSupplier condition, Duration patience) {
        long endNanos = System.nanoTime() + patience.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > endNanos) {
                return false;
            }
            await(BRIEF);
        }
        return true;
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (LabException notYet) {
            return false;
        }
    }

    static void await(Duration span) {
        LockSupport.parkNanos(span.toNanos());
    }

    /** Starts a load on a thread of its own. */
    Drive begin(String cache, List<Arrival> arrivals) {
        Drive drive = Drive.begin(driver, origin(), cache, arrivals);
        drives.add(drive);
        return drive;
    }

    /** Runs a load without a fault and waits for its end. */
    Counted drive(String cache, List<Arrival> arrivals) throws InterruptedException, IOException {
        return begin(cache, arrivals).await();
    }

    /** The steady load, sent to these nodes only. */
    List<Arrival> steady(Duration length, List<Integer> on) {
        return steady(length).stream()
                .map(each ->
                        new Arrival(each.atNanos(), each.keyClass(), each.number(), on.get(each.node() % on.size())))
                .toList();
    }

    /** All nodes except this one. */
    List<Integer> others(int node) {
        return IntStream.range(0, nodes()).filter(each -> each != node).boxed().toList();
    }

    /** The steady load, drawn from the seed, so that both sides have the same arrivals. */
    List<Arrival> steady(Duration length) {
        return Schedule.draw(scenario, length);
    }

    /** Reserves product keys that nobody has read yet, and returns the number of the first one. */
    int freshKeys(int count) {
        nextKey += count;
        return nextKey - count;
    }

    /** The value of a counter on one node. */
    double counter(int node, String name, Map<String, String> labels) {
        return metrics.counter(node, name, labels);
    }

    /** The sum of a counter over all nodes. */
    double counter(String name, Map<String, String> labels) {
        return IntStream.range(0, nodes())
                .mapToDouble(node -> counter(node, name, labels))
                .sum();
    }

    /** The number of these cache events on all nodes; no probe counts them. */
    double events(String cache, String event) {
        return counter("cache_events_total", Map.of("cache", cache, "event", event));
    }

    Driver driver() {
        return driver;
    }

    Scenario scenario() {
        return scenario;
    }

    boolean quick() {
        return quick;
    }

    int nodes() {
        return scenario.nodes();
    }

    NodeProcess node(int index) {
        return fleet.node(index);
    }

    Path logs() {
        return fleet.layout().logs();
    }

    Fleet fleet() {
        return fleet;
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
