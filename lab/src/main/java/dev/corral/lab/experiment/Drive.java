package dev.corral.lab.experiment;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.load.AnswerCheck;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.Driver;
import dev.corral.lab.load.Sample;
import dev.corral.lab.measure.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A load that runs on a thread of its own, so that a fault can be injected meanwhile. Its responses are checked. */
public final class Drive {

    private final Stage stage;
    private final String cache;
    private final AnswerCheck truth = new AnswerCheck();
    private final long startNanos = Driver.soon();
    private final FutureTask<List<Sample>> samples;

    private Drive(Stage stage, String cache, List<Arrival> arrivals) {
        this.stage = stage;
        this.cache = cache;
        this.samples = new FutureTask<>(() -> stage.driver().drive(cache, arrivals, startNanos, truth));
    }

    static Drive begin(Stage stage, String cache, List<Arrival> arrivals) {
        Drive drive = new Drive(stage, cache, arrivals);
        Thread.ofPlatform().daemon().name("drive " + cache).start(drive.samples);
        return drive;
    }

    /** The instant, by {@link System#nanoTime()}, at which the time line of the samples and of the ledger starts. */
    public long startNanos() {
        return startNanos;
    }

    /** The current time on the drive's time line. */
    public long nowMicros() {
        return (System.nanoTime() - startNanos) / 1_000;
    }

    /** The time since the start of the time line of the samples and of the ledger. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** The check of the response bodies. */
    public AnswerCheck truth() {
        return truth;
    }

    /**
     * Waits until every read is answered or abandoned and the origin has no query in progress; the origin must be
     * working again by then.
     */
    public Counted await() throws InterruptedException, IOException {
        List<Sample> answered = answered();
        stage.observation().add(answered);
        Ledger ledger = stage.log(startNanos).ledger();
        return new Counted(
                answered, ledger.where(query -> query.cache().equals(cache) && query.startMicros() >= 0), truth);
    }

    private List<Sample> answered() throws InterruptedException {
        try {
            return samples.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof LabException trouble
                    ? trouble
                    : new LabException("the load ended early", failure.getCause());
        }
    }
}
