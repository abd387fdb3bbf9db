package dev.corral.lab.fault;

import dev.corral.lab.fleet.LabException;
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

/** Load on a thread of its own, so that something can be broken meanwhile. */
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

    /** The instant, by {@link System#nanoTime()}, from which its samples and its ledger count. */
    long startNanos() {
        return startNanos;
    }

    /** Now, on its time line. */
    long nowMicros() {
        return (System.nanoTime() - startNanos) / 1_000;
    }

    /** What its answers are held against. */
    AnswerCheck truth() {
        return truth;
    }

    /** Until every read is answered or given up, and the origin has nothing more to do: it must be well again by then. */
    Counted await() throws InterruptedException, IOException {
        List<Sample> answered = answered();
        origin.awaitIdle();
        long startMicros = startNanos / 1_000 + origin.clockOffsetMicros();
        Ledger ledger = Ledger.parse(origin.ledger()).since(startMicros);
        return new Counted(
                answered, ledger.where(query -> query.cache().equals(cache) && query.startMicros() >= 0), truth);
    }

    /** Since its samples and its ledger count. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** How far the generator fell behind. */
    Lag lag() {
        return Lag.of(samples().toList());
    }

    /** None where it has not ended. */
    Stream<Sample> samples() {
        return samples.state() == Future.State.SUCCESS ? samples.resultNow().stream() : Stream.empty();
    }

    private List<Sample> answered() throws InterruptedException {
        try {
            return samples.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof LabException trouble
                    ? trouble
                    : new LabException("the load ended before its time", failure.getCause());
        }
    }
}
