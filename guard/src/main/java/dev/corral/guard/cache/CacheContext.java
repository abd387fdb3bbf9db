package dev.corral.guard.cache;

import dev.corral.guard.flight.Flights;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.probe.Events;
import java.util.function.UnaryOperator;

/**
 * What all chains of one cache share: it outlives a chain that is replaced.
 *
 * @param freshness changes the judgement of stored entries, whatever the settings are
 */
public record CacheContext(
        String cache,
        NodeContext node,
        Flights flights,
        Events events,
        LifetimeSource lifetimes,
        UnaryOperator<Freshness> freshness) {}
