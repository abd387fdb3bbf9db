package dev.corral.guard.cache;

import dev.corral.guard.chain.Probed;
import dev.corral.guard.chain.RunningLoads;
import dev.corral.guard.chain.Stack;
import dev.corral.guard.core.Loader;
import dev.corral.guard.invalidation.PendingInvalidationStore;
import dev.corral.guard.policy.Expiry;
import dev.corral.guard.probe.Probe;
import dev.corral.guard.runtime.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;

/** Builds the chains of one cache, with the layers in the order of {@link Layers}. */
final class ChainFactory {

    private final CacheContext cache;
    private final Layers layers;
    private final Loader origin;
    private final Probe probe;
    private final Map<String, CacheLayer> made = new LinkedHashMap<>();

    ChainFactory(CacheContext cache, Layers layers, Loader origin, Probe probe) {
        this.cache = cache;
        this.layers = layers;
        this.origin = origin;
        this.probe = probe;
        layers.kinds().forEach(kind -> made.put(kind.name(), kind.maker().apply(cache)));
    }

    /** @param miss loads a request that the read part of the chain does not answer */
    Chain build(CacheConfig config, ReplacedLoads before, Loader miss) {
        RunningLoads running = new RunningLoads();
        ChainContext chain =
                new ChainContext(cache, config, access(config, running), policies(config), running, before);
        List<LayerKind> kinds = layers.of(config);
        Clock clock = chain.clock();
        Loader read = stack(kinds, kind -> kind.part() == LayerKind.Part.READ, chain)
                .around(new Probed(miss, probe.before(Stack.MISS), clock), probe, clock);
        Loader load =
                stack(kinds, kind -> kind.part() == LayerKind.Part.LOAD, chain).over(origin, probe, clock);
        Loader bypass = stack(kinds, kind -> !kind.shares(), chain).over(origin, probe, clock);
        return new Chain(config, read, load, bypass, chain.running(), before);
    }

    Description describe(CacheConfig config) {
        return new Description(
                config.cache(),
                layers.of(config).stream()
                        .map(kind -> new Description.Layer(
                                kind.name(), kind.numbers().of(config, cache.node())))
                        .toList());
    }

    private Stack stack(List<LayerKind> kinds, Predicate<LayerKind> which, ChainContext chain) {
        return new Stack(kinds.stream()
                .filter(which)
                .map(kind -> new Stack.Named(
                        kind.name(), next -> made.get(kind.name()).around(next, chain)))
                .toList());
    }

    /**
     * Returns the store of a chain. Entries that this process must not read are hidden in front of everything that
     * guards the store.
     */
    private StoreAccess access(CacheConfig config, RunningLoads running) {
        StoreAccess access = cache.node().store();
        for (LayerKind kind : layers.of(config)) {
            access = made.get(kind.name()).guard(access);
        }
        PendingInvalidationStore store = new PendingInvalidationStore(
                access.store(), access.locks(), cache.node().pending());
        return new StoreAccess(store, new CountedReleases(store, running));
    }

    private Policies policies(CacheConfig config) {
        DoubleSupplier random = cache.node().environment().random();
        Policies configured = Policies.of(config, random);
        Expiry expiry = cache.lifetimes().expiry(configured.expiry(), config.lifetimes(), random);
        return new Policies(cache.freshness().apply(configured.freshness()), expiry, configured.absence());
    }
}
