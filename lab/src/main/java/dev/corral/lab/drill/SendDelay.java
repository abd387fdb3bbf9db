package dev.corral.lab.drill;

import dev.corral.lab.load.Lag;
import dev.corral.lab.load.Sample;
import java.util.concurrent.TimeUnit;

/** The delay of all load generators of a drill behind their schedules, since it was last observed anew. */
final class SendDelay {

    private long reads;
    private long late;
    private long worstNanos;

    synchronized void restart() {
        reads = 0;
        late = 0;
        worstNanos = 0;
    }

    synchronized void add(Sample sample) {
        reads++;
        late += sample.sentLagNanos() > TimeUnit.MILLISECONDS.toNanos(Lag.LATE_MILLIS) ? 1 : 0;
        worstNanos = Math.max(worstNanos, sample.sentLagNanos());
    }

    synchronized Lag lag() {
        return new Lag(reads == 0 ? 0 : (double) late / reads, worstNanos / 1e6);
    }
}
