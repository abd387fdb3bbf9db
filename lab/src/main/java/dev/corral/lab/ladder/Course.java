package dev.corral.lab.ladder;

import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.Metrics;
import dev.corral.lab.fleet.Origin;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.Driver;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Lag;
import dev.corral.lab.load.Sample;
import dev.corral.lab.load.Schedule;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.machine.Contention;
import dev.corral.lab.machine.ProcessorWatch;
import dev.corral.lab.measure.Ledger;
import dev.corral.lab.measure.Probes;
import dev.corral.lab.measure.RungRun;
import dev.corral.lab.report.Progress;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The run of one rung on one fleet: its preparation, its load, and the raw data that it leaves. */
final class Course implements AutoCloseable {

    /** The time in which the connections for a rung without a cache are opened. */
    private static final Duration CONNECTING = Duration.ofMillis(1_500);

    private static final Duration LEAD = Duration.ofMillis(50);
    /** The time in which the state of the fleet is reset and the raw data is collected. */
    private static final Duration HANDLING = Duration.ofMillis(700);

    private final Fleet fleet;
    private final Origin origin;
    private final Metrics metrics;
    private final Scenario scenario;
    private final ReportFiles files;
    private final Progress progress;
    private final Driver driver;
    private final List<Arrival> arrivals;

    Course(Fleet fleet, Scenario scenario, ReportFiles files, Progress progress) {
        this.fleet = fleet;
        this.origin = fleet.origin();
        this.metrics = new Metrics(fleet.layout());
        this.scenario = scenario;
        this.files = files;
        this.progress = progress;
        this.driver = new Driver(fleet.layout().nodes());
        this.arrivals = Schedule.draw(scenario, scenario.duration());
    }

    /** The time that a run takes, with its preparation. */
    static Duration time(Scenario scenario, Rung rung) {
        Duration query = scenario.origin().median();
        Duration before = rung.caches() ? scenario.headStart() : CONNECTING.plus(query);
        return before.plus(scenario.duration()).plus(query.multipliedBy(2)).plus(HANDLING);
    }

    /** Sends a share of the load, whose effects are not counted. */
    void warm(String cache, Duration length, double share) throws InterruptedException {
        driver.drive(cache, Schedule.draw(scenario.atShare(share), length), LEAD);
    }

    /**
     * @param cache the cache of the rung, or of the rung without a mitigation
     * @throws VoidRun if the run says nothing about the rung
     */
    RungRun run(Rung rung, String cache) throws InterruptedException, IOException {
        progress.run(cache, scenario, origin);
        if (!rung.caches()) {
            // The origin holds every read; the connections for that are opened before the count begins.
            warm(cache, CONNECTING, 1);
        }
        settle();
        if (rung.caches()) {
            fill(cache);
        }
        origin.emptyLedger();
        return counted(rung, cache, ProcessorWatch.begin());
    }

    private void settle() {
        origin.dropQueue();
        origin.awaitIdle();
        fleet.redis().client().forgetEntries();
    }

    /** Fills the cache: first all product keys together, and later the hot key; the counted run begins after that. */
    private void fill(String cache) throws InterruptedException {
        long burstNanos = System.nanoTime() + LEAD.toNanos();
        driver.drive(cache, Schedule.productBurst(scenario), burstNanos);
        long hotNanos = burstNanos + scenario.headStart().toNanos();
        driver.drive(cache, List.of(new Arrival(0, KeyClass.HOT, 0, 0)), hotNanos);
    }

    private RungRun counted(Rung rung, String cache, ProcessorWatch watch) throws InterruptedException, IOException {
        Probes before = metrics.probes(cache);
        long startNanos = System.nanoTime() + LEAD.toNanos();
        progress.begin();
        List<Sample> samples = driver.drive(cache, arrivals, startNanos);
        Contention contention = watch.elapsed();
        fleet.requireAlive();
        // An existing Redis may have ended too; without it, the counts of every layer behind the store would be
        // missing.
        fleet.redis().client().ping();
        Ledger ledger = harvest(cache, samples, startNanos);
        files.probes(cache, metrics.probes(cache).minus(before));
        VoidRun.require(Lag.of(samples), contention);
        return new RungRun(rung, scenario, arrivals, samples, ledger);
    }

    private Ledger harvest(String cache, List<Sample> samples, long startNanos) throws IOException {
        origin.dropQueue();
        origin.awaitIdle();
        long startMicros = startNanos / 1_000 + origin.clockOffsetMicros();
        String raw = origin.ledger();
        files.raw(cache, raw, startMicros, samples);
        return Ledger.parse(raw).since(startMicros);
    }

    @Override
    public void close() {
        driver.close();
    }
}
