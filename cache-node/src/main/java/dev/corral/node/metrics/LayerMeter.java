package dev.corral.node.metrics;

import dev.corral.guard.core.Purpose;
import dev.corral.guard.probe.Meter;
import dev.corral.guard.probe.Outcome;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The readings of one place between two layers: adders that a scrape sums up, so that a request looks nothing up. */
final class LayerMeter implements Meter {

    private final LongAdder[] entered = adders(Purpose.values().length);
    private final LongAdder[][] left = new LongAdder[Purpose.values().length][];
    private final LongAdder nanos = new LongAdder();
    private final Timer timer;

    /** @param timer takes each duration too, where its distribution matters; else null */
    LayerMeter(Timer timer) {
        this.timer = timer;
        for (Purpose purpose : Purpose.values()) {
            left[purpose.ordinal()] = adders(Outcome.values().length);
        }
    }

    @Override
    public void entered(Purpose purpose) {
        entered[purpose.ordinal()].increment();
    }

    @Override
    public void left(Purpose purpose, Outcome outcome, long tookNanos) {
        left[purpose.ordinal()][outcome.ordinal()].increment();
        if (tookNanos > 0) {
            nanos.add(tookNanos);
        }
        if (timer != null) {
            timer.record(tookNanos, TimeUnit.NANOSECONDS);
        }
    }

    long requests(Purpose purpose) {
        return entered[purpose.ordinal()].sum();
    }

    long requests() {
        return sum(entered);
    }

    long outcomes(Purpose purpose, Outcome outcome) {
        return left[purpose.ordinal()][outcome.ordinal()].sum();
    }

    long answered() {
        long total = 0;
        for (LongAdder[] outcomes : left) {
            total += sum(outcomes);
        }
        return total;
    }

    long inFlight() {
        // What has left is read first: a request between the two readings must not count as less than none.
        long gone = answered();
        return requests() - gone;
    }

    long totalNanos() {
        return nanos.sum();
    }

    private static long sum(LongAdder[] adders) {
        long total = 0;
        for (LongAdder each : adders) {
            total += each.sum();
        }
        return total;
    }

    private static LongAdder[] adders(int count) {
        LongAdder[] adders = new LongAdder[count];
        for (int each = 0; each < count; each++) {
            adders[each] = new LongAdder();
        }
        return adders;
    }
}
