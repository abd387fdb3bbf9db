package dev.corral.lab.ladder;

import dev.corral.lab.experiment.OriginLog;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.Driver;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Lag;
import dev.corral.lab.load.Sample;
import dev.corral.lab.load.Schedule;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.machine.Contention;
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
final class Course {

    /** The time in which the connections for a rung without a cache are opened. */
    private static final Duration CONNECTING = Duration.ofMillis(1_500);

    /** The time in which the state of the fleet is reset and the raw data is collected. */
    private static final Duration HANDLING = Duration.ofMillis(700);

    private final Stage stage;
    private final Scenario scenario;
    private final ReportFiles files;
    private final Progress progress;
    private final List<Arrival> arrivals;

    Course(Stage stage, ReportFiles files, Progress progress) {
        this.stage = stage;
        this.scenario = stage.scenario();
        this.files = files;
        this.progress = progress;
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
        stage.drive(cache, Schedule.draw(scenario.atShare(share), length));
    }

    /**
     * @param cache the cache of the rung, or of the rung without a mitigation
     * @throws VoidRun if the run says nothing about the rung
     */
    RungRun run(Rung rung, String cache) throws InterruptedException, IOException {
        progress.run(cache, scenario, stage.origin());
        if (!rung.caches()) {
            // The origin holds every read; the connections for that are opened before the count begins.
            warm(cache, CONNECTING, 1);
        }
        settle();
        if (rung.caches()) {
            fill(cache);
        }
        stage.origin().emptyLedger();
        return counted(rung, cache);
    }

    private void settle() {
        stage.origin().dropQueue();
        stage.origin().awaitIdle();
        stage.redis().client().forgetEntries();
    }

    /** Fills the cache: first all product keys together, and later the hot key; the counted run begins after that. */
    private void fill(String cache) throws InterruptedException {
        long burstNanos = Driver.soon();
        stage.drive(cache, Schedule.productBurst(scenario), burstNanos);
        long hotNanos = burstNanos + scenario.headStart().toNanos();
        stage.drive(cache, List.of(new Arrival(0, KeyClass.HOT, 0, 0)), hotNanos);
    }

    private RungRun counted(Rung rung, String cache) throws InterruptedException, IOException {
        stage.observation().restart();
        Probes before = stage.metrics().probes(cache);
        long startNanos = Driver.soon();
        progress.begin();
        List<Sample> samples = stage.drive(cache, arrivals, startNanos);
        Contention contention = stage.observation().contention();
        stage.requireAlive();
        // An existing Redis may have ended too; without it, the counts of every layer behind the store would be
        // missing.
        stage.redis().client().ping();
        stage.origin().dropQueue();
        OriginLog log = stage.log(startNanos);
        files.raw(cache, log.raw(), log.startMicros(), samples);
        files.probes(cache, stage.metrics().probes(cache).minus(before));
        VoidRun.require(Lag.of(samples), contention);
        return new RungRun(rung, scenario, arrivals, samples, log.ledger());
    }
}
