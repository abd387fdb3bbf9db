package dev.corral.guard.cache;

import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.flight.Flights;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Probe;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Builds a {@link GuardedCache}. */
public final class GuardedCacheBuilder {

    private final Loader origin;
    private final NodeContext node;
    private Layers layers = Layers.STANDARD;
    private LifetimeSource lifetimes = LifetimeSource.SETTINGS;
    private UnaryOperator<Freshness> freshness = UnaryOperator.identity();
    private Events events = Events.NONE;
    private Probe probe = Probe.NONE;
    private Predicate<Request> bypasses = request -> false;

    GuardedCacheBuilder(Loader origin, NodeContext node) {
        this.origin = origin;
        this.node = node;
    }

    /** Sets the layers that the chains of the cache can have. Default: {@link Layers#STANDARD}. */
    public GuardedCacheBuilder layers(Layers known) {
        layers = known;
        return this;
    }

    /** Sets the source of lifetimes. Default: the settings alone. */
    public GuardedCacheBuilder lifetimes(LifetimeSource source) {
        lifetimes = source;
        return this;
    }

    /** Wraps the freshness policy of every chain, whatever the settings are. Default: the policy of the settings. */
    public GuardedCacheBuilder judging(UnaryOperator<Freshness> change) {
        freshness = change;
        return this;
    }

    /** Reports the events of the cache, and the requests at each layer. Default: neither is reported. */
    public GuardedCacheBuilder report(Events newEvents, Probe newProbe) {
        events = newEvents;
        probe = newProbe;
        return this;
    }

    /** Sets which requests bypass the cache: their answers are neither stored nor shared. Default: none. */
    public GuardedCacheBuilder bypassing(Predicate<Request> which) {
        bypasses = which;
        return this;
    }

    /** @throws IllegalArgumentException if the settings contradict each other */
    public GuardedCache open(CacheConfig config) {
        Flights flights = new Flights(node.environment(), events);
        CacheContext context = new CacheContext(config.cache(), node, flights, events, lifetimes, freshness);
        return new GuardedCache(context, layers, new ChainFactory(context, layers, origin, probe), bypasses, config);
    }
}
