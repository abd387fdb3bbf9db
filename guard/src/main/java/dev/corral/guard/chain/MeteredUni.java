package dev.corral.guard.chain;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.probe.Meter;
import dev.corral.guard.probe.Outcome;
import dev.corral.guard.runtime.Clock;
import io.smallrye.mutiny.Uni;

/**
 * A pending answer that is reported to a meter once: when it arrives, when it fails, or when its caller cancels before.
 *
 * <p>If one directly wraps another, a single subscription serves both meters.
 */
final class MeteredUni extends ObservedUni<Answer> {

    private final Meter meter;
    private final Purpose purpose;
    private final Clock clock;
    private final long enteredNanos;
    private final MeteredUni inner;

    MeteredUni(Uni<Answer> loading, Meter meter, Purpose purpose, Clock clock) {
        super(loading instanceof MeteredUni metered ? metered.pending() : loading);
        this.inner = loading instanceof MeteredUni metered ? metered : null;
        this.meter = meter;
        this.purpose = purpose;
        this.clock = clock;
        this.enteredNanos = clock.nanos();
    }

    @Override
    protected void arrived(Answer answer) {
        left(Outcome.of(answer), clock.nanos());
    }

    @Override
    protected void failed(Throwable failure) {
        left(Outcome.of(failure), clock.nanos());
    }

    @Override
    protected void cancelled() {
        left(Outcome.CANCELLED, clock.nanos());
    }

    private void left(Outcome outcome, long nowNanos) {
        if (inner != null) {
            inner.left(outcome, nowNanos);
        }
        meter.left(purpose, outcome, nowNanos - enteredNanos);
    }
}
