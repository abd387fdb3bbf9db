package dev.corral.lab.command;

import dev.corral.lab.experiment.FailureCause;
import dev.corral.lab.experiment.Results;
import dev.corral.lab.experiment.TwoAttempts;
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
import dev.corral.lab.measure.Climb;
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

/** The runs of the rungs, one after another, each from the same state and with the same arrivals. */
final class Ladder implements AutoCloseable {

    private static final Duration FIRST_WARM_UP = Duration.ofSeconds(4);
    private static final Duration WARM_UP = Duration.ofMillis(1_500);
    private static final Duration LEAD = Duration.ofMillis(50);

    private final Fleet fleet;
    private final Origin origin;
    private final Metrics metrics;
    private final Scenario scenario;
    private final ReportFiles files;
    private final Progress progress;
    private final Driver driver;
    private final List<Arrival> arrivals;

    Ladder(Fleet fleet, Scenario scenario, ReportFiles files, Progress progress) {
        this.fleet = fleet;
        this.origin = fleet.origin();
        this.metrics = new Metrics(fleet.layout());
        this.scenario = scenario;
        this.files = files;
        this.progress = progress;
        this.driver = new Driver(fleet.layout().nodes());
        this.arrivals = Schedule.draw(scenario, scenario.duration());
    }

    /**
     * Warms up for the lab's load. A share of the load is sent first, because code that is not yet compiled is several
     * times slower.
     */
    Ladder warmUp() throws InterruptedException {
        progress.say("warming up");
        warm(Rung.NEGATIVE, FIRST_WARM_UP, 0.2);
        warm(Rung.NAIVE, FIRST_WARM_UP, 0.5);
        warm(Rung.NEGATIVE, FIRST_WARM_UP, 1);
        return this;
    }

    /**
     * Warms up for a load that code can also handle before it is compiled, on the highest of the rungs that will run.
     */
    Ladder warmUp(Rung richest) throws InterruptedException {
        warm(richest, FIRST_WARM_UP, 1);
        return this;
    }

    /**
     * Runs each rung once, and once more if its run is void. A rung that fails ends the climb; the results of the rungs
     * before it stay valid.
     */
    Climb climb(List<Rung> rungs) throws InterruptedException, IOException {
        Climb climb = Climb.begin();
        Results.of(rungs, rung -> measure(rung, climb), (rung, why) -> leaveOut(rung, why, climb))
                .failure()
                .ifPresent(climb.failures()::add);
        return climb;
    }

    private Rung measure(Rung rung, Climb climb) throws InterruptedException, IOException {
        try {
            climb.runs()
                    .put(
                            rung,
                            TwoAttempts.at(
                                    () -> FailureCause.named(() -> attempt(rung), fleet::requireAlive),
                                    reason -> progress.say(rung + " is void: " + reason + "; running it once more")));
        } catch (VoidRun second) {
            progress.say(rung + " is void twice: " + second.getMessage());
            leaveOut(rung, second.getMessage(), climb);
        }
        return rung;
    }

    private Rung leaveOut(Rung rung, String why, Climb climb) {
        climb.voids().put(rung, why);
        files.forget(rung);
        return rung;
    }

    /** @throws VoidRun if the run says nothing about the rung */
    private RungRun attempt(Rung rung) throws InterruptedException, IOException {
        prepare(rung);
        return run(rung, ProcessorWatch.begin());
    }

    private void prepare(Rung rung) throws InterruptedException {
        progress.rung(rung, scenario, origin);
        // Without a cache, the origin holds every read; the connections for that are opened before the count begins.
        warm(rung, rung.caches() ? WARM_UP : FIRST_WARM_UP, 1);
        settle();
        if (rung.caches()) {
            fill(rung);
        }
        origin.emptyLedger();
    }

    private RungRun run(Rung rung, ProcessorWatch watch) throws InterruptedException, IOException {
        Probes before = metrics.probes(rung.cache());
        long startNanos = System.nanoTime() + LEAD.toNanos();
        progress.begin();
        List<Sample> samples = driver.drive(rung.cache(), arrivals, startNanos);
        Contention contention = watch.elapsed();
        fleet.requireAlive();
        // An existing Redis may have ended too; without it, the counts of every layer behind the store would be
        // missing.
        fleet.redis().client().ping();
        RungRun run = harvest(rung, samples, startNanos);
        files.probes(rung, metrics.probes(rung.cache()).minus(before));
        VoidRun.require(Lag.of(samples), contention);
        return run;
    }

    private RungRun harvest(Rung rung, List<Sample> samples, long startNanos) throws IOException {
        origin.dropQueue();
        origin.awaitIdle();
        long startMicros = startNanos / 1_000 + origin.clockOffsetMicros();
        String raw = origin.ledger();
        files.raw(rung, raw, startMicros, samples);
        return new RungRun(rung, scenario, arrivals, samples, Ledger.parse(raw).since(startMicros));
    }

    private void warm(Rung rung, Duration length, double share) throws InterruptedException {
        driver.drive(rung.cache(), Schedule.draw(scenario.atShare(share), length), LEAD);
    }

    private void settle() {
        origin.dropQueue();
        origin.awaitIdle();
        fleet.redis().client().forgetEntries();
    }

    /**
     * Fills the cache: first all product keys together, and half a product TTL later the hot key; the run begins after
     * that.
     */
    private void fill(Rung rung) throws InterruptedException {
        long burstNanos = System.nanoTime() + LEAD.toNanos();
        driver.drive(rung.cache(), Schedule.productBurst(scenario), burstNanos);
        long hotNanos = burstNanos + scenario.times().productTtl().toNanos() / 2;
        driver.drive(rung.cache(), List.of(new Arrival(0, KeyClass.HOT, 0, 0)), hotNanos);
    }

    @Override
    public void close() {
        driver.close();
    }
}
