package dev.corral.guard;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.cache.Lifetimes;
import dev.corral.guard.cache.Mitigation;
import dev.corral.guard.cache.Times;
import dev.corral.guard.chain.LayerName;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Builds a {@link Cache}. By default, a cache has single-flight, the fleet-wide lock with its fence, jitter, a
 * deadline, a timeout of loads, a limit of loads in progress, and a TTL of a minute.
 *
 * @param <V> the type of the values
 */
public final class CacheBuilder<V> {

    private final Corral corral;
    private final Codec<V> codec;
    private CacheConfig config;

    CacheBuilder(Corral corral, String name, Codec<V> codec) {
        this.corral = corral;
        this.codec = codec;
        this.config = CacheConfig.of(name).times(corral.times(Times.DEFAULT.load()));
    }

    /** Sets how long a value is fresh. Default: a minute. */
    public CacheBuilder<V> ttl(Duration ttl) {
        return lifetimes(lifetimes -> lifetimes.ttl(ttl));
    }

    /** Sets how long after its TTL a value is returned while it is reloaded. Default: not at all. */
    public CacheBuilder<V> staleWhileRevalidate(Duration span) {
        return lifetimes(lifetimes -> lifetimes.staleWhileRevalidate(span));
    }

    /** Sets how long after its TTL a value is returned if its reload fails. Default: not at all. */
    public CacheBuilder<V> staleIfError(Duration span) {
        return lifetimes(lifetimes -> lifetimes.staleIfError(span));
    }

    /** Spreads TTLs at random by plus or minus this share, from 0 to below 1. Default: 0.2. */
    public CacheBuilder<V> jitter(double share) {
        return lifetimes(lifetimes -> lifetimes.jitter(share));
    }

    /**
     * Reloads values at random before their TTL ends (XFetch). Default: not at all.
     *
     * @param beta how early values are reloaded; 1 in the paper
     */
    public CacheBuilder<V> earlyRefresh(double beta) {
        return lifetimes(lifetimes -> lifetimes.beta(Optional.of(beta)));
    }

    /** Sets how long the absence of a value is stored. Default: not at all. */
    public CacheBuilder<V> negativeTtl(Duration ttl) {
        return lifetimes(lifetimes -> lifetimes.negativeTtl(Optional.of(ttl)));
    }

    /**
     * Sets how long one load may take. The deadline of a call, the lease of the lock and the wait for the lock are
     * derived from it. Default: 3 s, with a deadline of 10 s.
     */
    public CacheBuilder<V> loadTimeout(Duration limit) {
        return settings(settings -> settings.times(corral.times(limit)));
    }

    /** Adds the near cache, which stores values in this process too. */
    public CacheBuilder<V> near() {
        List<String> layers = new ArrayList<>(Mitigation.NEAR.without(config).layers());
        layers.add(layers.indexOf(LayerName.DEADLINE) + 1, LayerName.NEAR);
        return settings(settings -> settings.layers(layers));
    }

    /** Changes any other setting: layers, times, bounds. */
    public CacheBuilder<V> settings(UnaryOperator<CacheConfig> change) {
        config = change.apply(config);
        return this;
    }

    /**
     * Opens the cache over a function that returns the value of an id, or empty if there is none.
     *
     * @throws IllegalArgumentException if the settings contradict each other, or if another cache has the name
     */
    public Cache<V> load(Function<String, Uni<Optional<V>>> function) {
        return corral.open(config, codec, Loads.of(function, codec), Optional.empty());
    }

    /**
     * Opens the cache over a function that blocks its thread.
     *
     * @param executor runs the function; the program must bound its threads and its queue
     * @throws IllegalArgumentException if the settings contradict each other, or if another cache has the name
     */
    public Cache<V> loadBlocking(Function<String, Optional<V>> function, Executor executor) {
        return load(id -> Uni.createFrom().item(() -> function.apply(id)).runSubscriptionOn(executor));
    }

    /**
     * Opens the cache over a function that returns the values of several ids at once, without the ids that have no
     * value. Single-flight and the lock still work per key: one call receives the ids that this process has to load at
     * one moment.
     *
     * @throws IllegalArgumentException if the settings contradict each other, or if another cache has the name
     */
    public Cache<V> loadAll(Function<Set<String>, Uni<Map<String, V>>> function) {
        BatchedLoads<V> loads = new BatchedLoads<>(function, codec, corral.environment());
        return corral.open(config, codec, loads, Optional.of(loads));
    }

    private CacheBuilder<V> lifetimes(UnaryOperator<Lifetimes> change) {
        return settings(settings -> settings.lifetimes(change.apply(settings.lifetimes())));
    }
}
