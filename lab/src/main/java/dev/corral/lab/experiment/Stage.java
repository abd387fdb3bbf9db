package dev.corral.lab.experiment;

import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.Metrics;
import dev.corral.lab.fleet.NodeClient;
import dev.corral.lab.fleet.NodeProcess;
import dev.corral.lab.fleet.Origin;
import dev.corral.lab.fleet.RedisServer;
import dev.corral.lab.load.AnswerCheck;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.Driver;
import dev.corral.lab.load.Sample;
import dev.corral.lab.measure.Ledger;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A fleet under measurement and the load generator of its measurements, which share its keys and its origin's log. */
public final class Stage implements AutoCloseable {

    /** A number greater than that of any key of a scenario's load. */
    private static final int FIRST_FRESH_KEY = 1_000_000;

    private final Fleet fleet;
    private final Scenario scenario;
    private final boolean quick;
    private final Driver driver;
    private final NodeClient client;
    private final Metrics metrics;
    private final Observation observation = new Observation();
    private int nextKey = FIRST_FRESH_KEY;

    public Stage(Fleet fleet, Scenario scenario) {
        this(fleet, scenario, false);
    }

    /** @param quick whether a measurement counts less where that suffices */
    public Stage(Fleet fleet, Scenario scenario, boolean quick) {
        this.fleet = fleet;
        this.scenario = scenario;
        this.quick = quick;
        this.driver = new Driver(fleet.layout().nodes());
        this.client = new NodeClient(fleet.layout().nodes());
        this.metrics = new Metrics(fleet.layout());
    }

    /** Reserves product keys that nobody has read yet, and returns the number of the first one. */
    public int freshKeys(int count) {
        nextKey += count;
        return nextKey - count;
    }

    public List<Sample> drive(String cache, List<Arrival> arrivals) throws InterruptedException {
        return drive(cache, arrivals, Driver.soon());
    }

    /** @param startNanos the instant, by {@link System#nanoTime()}, at which the schedule starts */
    public List<Sample> drive(String cache, List<Arrival> arrivals, long startNanos) throws InterruptedException {
        return drive(List.of(cache), arrivals, startNanos).get(cache);
    }

    /** Sends the reads to every cache at the same time. */
    public Map<String, List<Sample>> drive(List<String> caches, List<Arrival> arrivals) throws InterruptedException {
        return drive(caches, arrivals, Driver.soon());
    }

    private Map<String, List<Sample>> drive(List<String> caches, List<Arrival> arrivals, long startNanos)
            throws InterruptedException {
        Map<String, List<Sample>> samples = driver.drive(caches, arrivals, startNanos);
        samples.values().forEach(observation::add);
        return samples;
    }

    public Counted count(String cache, List<Arrival> arrivals) throws InterruptedException, IOException {
        return count(List.of(cache), arrivals).get(cache);
    }

    /**
     * Sends the reads to every cache at the same time, and counts the queries of each at the origin; the time lines of
     * the queries and of the samples start with the run.
     */
    public Map<String, Counted> count(List<String> caches, List<Arrival> arrivals)
            throws InterruptedException, IOException {
        origin().emptyLedger();
        long startNanos = Driver.soon();
        Map<String, List<Sample>> samples = drive(caches, arrivals, startNanos);
        Ledger ledger = log(startNanos).ledger();
        Map<String, Counted> counted = new LinkedHashMap<>();
        samples.forEach((cache, each) -> counted.put(
                cache, new Counted(each, ledger.where(query -> query.cache().equals(cache)), new AnswerCheck())));
        return counted;
    }

    /** Starts a load on a thread of its own. */
    public Drive begin(String cache, List<Arrival> arrivals) {
        return Drive.begin(this, cache, arrivals);
    }

    /** Waits until the origin has no query in progress, and returns its log of the run that began at that instant. */
    public OriginLog log(long startNanos) {
        return OriginLog.of(origin(), startNanos);
    }

    /** @throws dev.corral.lab.ending.LabException if a process of the fleet has ended without a request of the lab */
    public void requireAlive() {
        fleet.requireAlive();
    }

    public Observation observation() {
        return observation;
    }

    public Health health() {
        return new Health(this);
    }

    public Fleet fleet() {
        return fleet;
    }

    public Scenario scenario() {
        return scenario;
    }

    public boolean quick() {
        return quick;
    }

    public int nodes() {
        return scenario.nodes();
    }

    /** All nodes except this one. */
    public List<Integer> others(int node) {
        return IntStream.range(0, nodes()).filter(each -> each != node).boxed().toList();
    }

    public NodeProcess node(int index) {
        return fleet.node(index);
    }

    public Origin origin() {
        return fleet.origin();
    }

    public RedisServer redis() {
        return fleet.redis();
    }

    public Metrics metrics() {
        return metrics;
    }

    public Driver driver() {
        return driver;
    }

    public NodeClient client() {
        return client;
    }

    @Override
    public void close() {
        driver.close();
        client.close();
    }
}
