package dev.corral.lab.fault;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.fleet.Origin;
import dev.corral.lab.load.AnswerCheck;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.Driver;
import dev.corral.lab.load.Lag;
import dev.corral.lab.load.Sample;
import dev.corral.lab.measure.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** A load that runs on a thread of its own, so that a fault can be injected meanwhile. */
final class Drive {

    private static final Duration LEAD = Duration.ofMillis(50);

    private final Origin origin;
    private final String cache;
    private final AnswerCheck truth = new AnswerCheck();
    private final long startNanos = System.nanoTime() + LEAD.toNanos();
    private final FutureTask<List<Sample>> samples;

    private Drive(Driver driver, Origin origin, String cache, List<Arrival> arrivals) {
        this.origin = origin;
        this.cache = cache;
        this.samples = new FutureTask<>(() -> driver.drive(cache, arrivals, startNanos, truth));
    }

    static Drive begin(Driver driver, Origin origin, String cache, List<Arrival> arrivals) {
        Drive drive = new Drive(driver, origin, cache, arrivals);
        Thread.ofPlatform().daemon().name("drive " + cache).start(drive.samples);
        return drive;
    }

    /** The instant, by {@link System#nanoTime()}, at which the time line of the samples and of the ledger starts. */
    long startNanos() {
        return startNanos;
    }

    /** The current time on the drive's time line. */
    long nowMicros() {
        return (System.nanoTime() - startNanos) / 1_000;
    }

    /** The check of the response bodies. */
    AnswerCheck truth() {
        return truth;
    }

    /**
     * Waits until every read is answered or abandoned and the origin has no query in progress; the origin must be
     * working again by then.
     */
    Counted await() throws InterruptedException, IOException {
        List<Sample> answered = answered();
        origin.awaitIdle();
        long startMicros = startNanos / 1_000 + origin.clockOffsetMicros();
        Ledger ledger = Ledger.parse(origin.ledger()).since(startMicros);
        return new Counted(
                answered, ledger.where(query -> query.cache().equals(cache) && query.startMicros() >= 0), truth);
    }

    /** The time since the start of the time line of the samples and of the ledger. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** The delay of the load generator behind its schedule. */
    Lag lag() {
        return Lag.of(samples().toList());
    }

    /** The samples; empty if the drive has not ended. */
    Stream<Sample> samples() {
        return samples.state() == Future.State.SUCCESS ? samples.resultNow().stream() : Stream.empty();
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
