package dev.corral.guard.cache;

import dev.corral.guard.flight.Flights;
import dev.corral.guard.probe.Events;

/** What all chains of one cache share: it outlives a chain that is replaced. */
public record CacheContext(String cache, NodeContext node, Flights flights, Events events, LifetimeSource lifetimes) {}
