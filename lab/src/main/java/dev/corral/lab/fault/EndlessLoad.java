package dev.corral.lab.fault;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Counted;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Drive;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.Sample;
import dev.corral.lab.measure.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** A load that lasts until it is ended: slices of a few seconds, each of which begins when the one before it ends. */
final class EndlessLoad {

    /** The time between the beginning of a drive and the start of its schedule. */
    private static final Duration LEAD = Duration.ofMillis(50);

    private final Stage stage;
    private final String cache;
    private final Duration slice;
    private final Supplier<List<Arrival>> arrivals;
    private final List<Drive> drives = new ArrayList<>();
    private final FutureTask<Void> slices = new FutureTask<>(this::drive, null);
    private volatile boolean ended;

    private EndlessLoad(Stage stage, String cache, Duration slice, Supplier<List<Arrival>> arrivals) {
        this.stage = stage;
        this.cache = cache;
        this.slice = slice;
        this.arrivals = arrivals;
    }

    /** @param arrivals returns the reads of each slice; it is called on another thread */
    static EndlessLoad begin(Stage stage, String cache, Duration slice, Supplier<List<Arrival>> arrivals) {
        EndlessLoad load = new EndlessLoad(stage, cache, slice, arrivals);
        Thread.ofPlatform().daemon().name("slices of a load").start(load.slices);
        return load;
    }

    private void drive() {
        List<Arrival> next = arrivals.get();
        while (!ended) {
            Drive drive = stage.begin(cache, next);
            drives.add(drive);
            next = arrivals.get();
            pauseUntil(drive.startNanos() + slice.minus(LEAD).toNanos());
        }
    }

    private void pauseUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0 && !ended; left = nanos - System.nanoTime()) {
            Patience.pause(Duration.ofNanos(left));
        }
    }

    /**
     * The results of the whole load.
     *
     * @param counts the number of the reads, of those that failed, and of the wrong values
     * @param ledger the queries of the cache since the load began
     * @param span from the start of the first slice to the end of the last one
     */
    record Result(Counts counts, List<Sample> samples, Ledger ledger, Duration span) {

        /** The reads a second that were sent. */
        double perSecond() {
            return samples.size() * 1e9 / span.toNanos();
        }
    }

    /** Begins no further slice, and waits for nothing. */
    void stop() {
        ended = true;
    }

    /** Ends the load with the present slice, and waits until every read is answered or abandoned. */
    Result end() throws InterruptedException, IOException {
        stop();
        awaitSlices();
        Counts counts = Counts.NOTHING;
        List<Sample> samples = new ArrayList<>();
        Ledger ledger = null;
        // The first slice is last: its ledger contains the queries of all slices, once all have ended.
        for (Drive drive : drives.reversed()) {
            Counted counted = drive.await();
            counts = counts.plus(Counts.of(counted));
            samples.addAll(counted.samples());
            ledger = counted.ledger();
        }
        return new Result(counts, samples, ledger, span());
    }

    private Duration span() {
        long fromNanos = drives.getFirst().startNanos();
        return Duration.ofNanos(drives.getLast().startNanos() - fromNanos).plus(slice);
    }

    private void awaitSlices() throws InterruptedException {
        try {
            slices.get();
        } catch (ExecutionException failure) {
            throw new LabException("the load ended early", failure.getCause());
        }
    }
}
