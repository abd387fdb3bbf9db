package dev.corral.node.metrics;

import dev.corral.guard.core.Purpose;
import dev.corral.guard.probe.Meter;
import dev.corral.guard.probe.Outcome;
import java.util.function.LongConsumer;

/**
 * The meter of one place between two layers. It has counters that a scrape adds up, so that a request looks nothing up.
 */
final class LayerMeter implements Meter {

    private static final int OUTCOMES = Outcome.values().length;
    private static final int PURPOSES = Purpose.values().length;

    /** The index at which each kind of counter begins: entered by purpose, left and passed by purpose and outcome. */
    private static final int ENTERED = 0;

    private static final int LEFT = ENTERED + PURPOSES;
    private static final int PASSED = LEFT + PURPOSES * OUTCOMES;
    private static final int NANOS = PASSED + PURPOSES * OUTCOMES;

    private final StripedCounters tally = new StripedCounters(NANOS + 1);
    private final LongConsumer durations;

    /** @param durations receives each duration too, if its distribution is exported */
    LayerMeter(LongConsumer durations) {
        this.durations = durations;
    }

    @Override
    public void entered(Purpose purpose) {
        tally.add(ENTERED + purpose.ordinal(), 1);
    }

    @Override
    public void left(Purpose purpose, Outcome outcome, long tookNanos) {
        tally.add(at(LEFT, purpose, outcome), 1);
        tally.add(NANOS, tookNanos);
        durations.accept(tookNanos);
    }

    @Override
    public void passed(Purpose purpose, Outcome outcome) {
        tally.add(at(PASSED, purpose, outcome), 1);
    }

    long requests(Purpose purpose) {
        int first = at(PASSED, purpose, Outcome.values()[0]);
        return tally.sum(ENTERED + purpose.ordinal()) + tally.sum(first, first + OUTCOMES);
    }

    long requests() {
        return tally.sum(ENTERED, LEFT) + passed();
    }

    long outcomes(Purpose purpose, Outcome outcome) {
        return tally.sum(at(LEFT, purpose, outcome)) + tally.sum(at(PASSED, purpose, outcome));
    }

    long answered() {
        return tally.sum(LEFT, PASSED) + passed();
    }

    /** The number of requests that never waited. */
    long passed() {
        return tally.sum(PASSED, NANOS);
    }

    long inFlight() {
        // What has left is read first: a request between the two readings must not make the difference negative.
        long gone = tally.sum(LEFT, PASSED);
        return tally.sum(ENTERED, LEFT) - gone;
    }

    long totalNanos() {
        return tally.sum(NANOS);
    }

    private static int at(int kind, Purpose purpose, Outcome outcome) {
        return kind + purpose.ordinal() * OUTCOMES + outcome.ordinal();
    }
}
