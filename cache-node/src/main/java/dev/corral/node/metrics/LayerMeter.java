package dev.corral.node.metrics;

import dev.corral.guard.core.Purpose;
import dev.corral.guard.probe.Meter;
import dev.corral.guard.probe.Outcome;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/** The readings of one place between two layers: adders that a scrape sums up, so that a request looks nothing up. */
final class LayerMeter implements Meter {

    private final LongAdder[] entered = adders(Purpose.values().length);
    private final LongAdder[][] left = byOutcome();
    private final LongAdder[][] passed = byOutcome();
    private final LongAdder nanos = new LongAdder();
    private final LongConsumer durations;

    /** @param durations takes each duration too, where the distribution matters */
    LayerMeter(LongConsumer durations) {
        this.durations = durations;
    }

    @Override
    public void entered(Purpose purpose) {
        entered[purpose.ordinal()].increment();
    }

    @Override
    public void left(Purpose purpose, Outcome outcome, long tookNanos) {
        left[purpose.ordinal()][outcome.ordinal()].increment();
        nanos.add(tookNanos);
        durations.accept(tookNanos);
    }

    @Override
    public void passed(Purpose purpose, Outcome outcome) {
        passed[purpose.ordinal()][outcome.ordinal()].increment();
    }

    long requests(Purpose purpose) {
        return entered[purpose.ordinal()].sum() + sum(passed[purpose.ordinal()]);
    }

    long requests() {
        return sum(entered) + passed();
    }

    long outcomes(Purpose purpose, Outcome outcome) {
        return left[purpose.ordinal()][outcome.ordinal()].sum() + passed[purpose.ordinal()][outcome.ordinal()].sum();
    }

    long answered() {
        return sum(left) + passed();
    }

    /** Those that never waited. */
    long passed() {
        return sum(passed);
    }

    long inFlight() {
        // What has left is read first: a request between the two readings must not count as less than none.
        long gone = sum(left);
        return sum(entered) - gone;
    }

    long totalNanos() {
        return nanos.sum();
    }

    private static long sum(LongAdder[][] adders) {
        long total = 0;
        for (LongAdder[] each : adders) {
            total += sum(each);
        }
        return total;
    }

    private static long sum(LongAdder[] adders) {
        long total = 0;
        for (LongAdder each : adders) {
            total += each.sum();
        }
        return total;
    }

    private static LongAdder[][] byOutcome() {
        LongAdder[][] adders = new LongAdder[Purpose.values().length][];
        Arrays.setAll(adders, purpose -> adders(Outcome.values().length));
        return adders;
    }

    private static LongAdder[] adders(int count) {
        LongAdder[] adders = new LongAdder[count];
        Arrays.setAll(adders, each -> new LongAdder());
        return adders;
    }
}
