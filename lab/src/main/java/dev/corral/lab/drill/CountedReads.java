package dev.corral.lab.drill;

import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.Goodput;
import dev.corral.lab.load.Sample;
import dev.corral.lab.load.Witness;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/** The counts of the reads of one cache since the start of the drill. Several load generators may send such reads. */
final class CountedReads implements Witness {

    /** The time after which a response is of no use to a client. */
    private static final Duration IN_TIME = Duration.ofSeconds(1);

    private final Goodput goodput = new Goodput(IN_TIME);
    private final SendDelay delay;

    /** @param delay the delay of the load generators, which is common to all caches */
    CountedReads(SendDelay delay) {
        this.delay = delay;
    }

    @Override
    public synchronized void saw(Sample sample, Buffer body) {
        delay.add(sample);
        goodput.saw(sample, body);
    }

    @Override
    public synchronized void unanswered(Sample sample) {
        delay.add(sample);
        goodput.unanswered(sample);
    }

    @Override
    public void retried(Arrival arrival) {
        goodput.retried(arrival);
    }

    long count(Goodput.Result result) {
        return goodput.count(result);
    }

    long retries() {
        return goodput.retries();
    }
}
