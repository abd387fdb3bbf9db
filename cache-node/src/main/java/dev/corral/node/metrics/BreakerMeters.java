package dev.corral.node.metrics;

import dev.corral.node.tolerance.BreakerListener;
import dev.corral.node.tolerance.BreakerStates;
import dev.corral.node.tolerance.BreakerStates.State;

/** Exports the state of each circuit breaker that a cache uses or has used, and the time in each state. */
public record BreakerMeters(NodeMetrics metrics) implements BreakerListener {

    @Override
    public void used(String cache, Guarded guards, BreakerStates states) {
        for (State state : State.values()) {
            String[] labels = {cache, Scrape.label(guards), Scrape.label(state)};
            metrics.gauge(Metric.BREAKER_STATE, () -> states.state() == state ? 1 : 0, labels);
            metrics.gauge(Metric.BREAKER_STATE_SECONDS, () -> states.seconds(state), labels);
        }
    }
}
