package dev.corral.lab.fault;

import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.LabException;
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

/** Where faults happen: the fleet, its load, what is broken and what is counted; and one fault leaves nothing to the next. */
final class Scene implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BRIEF = Duration.ofMillis(20);
    /** What was void is measured again so often. */
    static final int AGAIN_AT_MOST = 2;

    /** Above every key of the steady load. */
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

    /** Cold code takes a multiple of its time, so it is met by a part of the load first. */
    void warmUp() throws InterruptedException, IOException {
        for (double share : new double[] {0.2, 0.5, 1}) {
            for (Rung rung : List.of(Rung.LOCK, Rung.FULL)) {
                drive(rung.cache(), Schedule.draw(scenario.atShare(share), WARM_UP));
            }
        }
    }

    /**
     * One side of a fault; once more, twice at most, where the generator fell behind: that run says nothing.
     *
     * @throws Inconclusive where it did so each time
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
            progress.accept("  void: " + late.get() + "; once more");
        }
    }

    /** How far the generator fell behind since the last question, where that was too far: what was measured is void. */
    Optional<Lag> lateSinceAsked() {
        Optional<Lag> late =
                drives.stream().map(Drive::lag).filter(Lag::tooLong).findFirst();
        drives.stream().flatMap(Drive::samples).forEach(this::tell);
        drives.clear();
        return late;
    }

    /** Reads of a generator of its own, whose failures are reported as those of the drives are. */
    void tell(List<Sample> samples) {
        samples.forEach(this::tell);
    }

    private void tell(Sample sample) {
        if (sample.failed()) {
            failures.merge(sample.status(), 1, Integer::sum);
        }
    }

    /** By their statuses, for who wonders where a count comes from. */
    private void tellFailures(Consumer<String> progress) {
        failures.forEach((status, count) -> progress.accept(String.format(
                Locale.ROOT,
                "  %s: %d requests",
                status == Sample.NO_ANSWER ? "no answer" : "status " + status,
                count)));
        failures.clear();
    }

    /** The fleet is well before it, and the origin well after it. */
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

    /** Until every node runs, hears of writes, loads, stores and finds a row again: no breaker is open then. */
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

    /** @throws LabException where a process of the fleet has ended that no fault has ended */
    void requireAlive() {
        fleet.requireAlive();
    }

    /** It runs and is ready, whatever was done to it. */
    void revive(int node) {
        NodeProcess process = node(node);
        if (process.running()) {
            process.resume();
        } else {
            // One that no fault has ended is not started again: what was seen meanwhile says nothing of the fault.
            requireAlive();
            process.start();
        }
        process.awaitReady();
    }

    /** Until the nodes hear of writes again. */
    void awaitPushes() {
        await(() -> redis().client().pushes() >= nodes());
    }

    /** Waits for what the fleet comes to by itself; false where it does not in good time. */
    static boolean await(BooleanSupplier condition) {
        return await(condition, PATIENCE);
    }

    /** False where it does not come within that time. */
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

    /** Load on a thread of its own. */
    Drive begin(String cache, List<Arrival> arrivals) {
        Drive drive = Drive.begin(driver, origin(), cache, arrivals);
        drives.add(drive);
        return drive;
    }

    /** Load while nothing is done. */
    Counted drive(String cache, List<Arrival> arrivals) throws InterruptedException, IOException {
        return begin(cache, arrivals).await();
    }

    /** The same load of these nodes only. */
    List<Arrival> steady(Duration length, List<Integer> on) {
        return steady(length).stream()
                .map(each ->
                        new Arrival(each.atNanos(), each.keyClass(), each.number(), on.get(each.node() % on.size())))
                .toList();
    }

    /** All nodes but this one. */
    List<Integer> others(int node) {
        return IntStream.range(0, nodes()).filter(each -> each != node).boxed().toList();
    }

    /** The steady load, drawn from the seed: the same arrivals on either side. */
    List<Arrival> steady(Duration length) {
        return Schedule.draw(scenario, length);
    }

    /** The first of so many product keys that nobody has read yet. */
    int freshKeys(int count) {
        nextKey += count;
        return nextKey - count;
    }

    /** A counter of one node. */
    double counter(int node, String name, Map<String, String> labels) {
        return metrics.counter(node, name, labels);
    }

    /** The same of all nodes. */
    double counter(String name, Map<String, String> labels) {
        return IntStream.range(0, nodes())
                .mapToDouble(node -> counter(node, name, labels))
                .sum();
    }

    /** What no probe sees, counted by all nodes. */
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

    /** The folder of the fleet's logs. */
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
