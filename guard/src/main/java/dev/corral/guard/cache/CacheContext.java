package dev.corral.guard.cache;

import dev.corral.guard.flight.Flights;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.probe.Events;
import java.util.function.UnaryOperator;

/**
 * The state that all chains of one cache share. It remains when a chain is replaced.
 *
 * @param freshness wraps the freshness policy of every chain, whatever the settings are
 */
public record CacheContext(
        String cache,
        NodeContext node,
        Flights flights,
        Events events,
        LifetimeSource lifetimes,
        UnaryOperator<Freshness> freshness) {}
