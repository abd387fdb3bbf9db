package dev.corral.guard.cache;

import dev.corral.guard.chain.LayerName;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings of one cache: its layers and their numbers. The chain of the cache can be built again from this record
 * alone.
 *
 * @param layers the names of the layers, outermost first
 */
public record CacheConfig(String cache, List<String> layers, Lifetimes lifetimes, Times times, Bounds bounds) {

    /**
     * The size limits of a cache.
     *
     * @param valueBytes the largest value that is stored, in bytes; a larger value is returned and not stored
     * @param flights the number of shared loads in progress at once
     * @param callers the number of callers that wait for one shared load at once
     */
    public record Bounds(int valueBytes, int flights, int callers) {
        /** 1 MiB per value, 10,000 shared loads, 20,000 callers of each. */
        public static final Bounds DEFAULT = new Bounds(1 << 20, 10_000, 20_000);
    }

    private static final List<String> DEFAULT_LAYERS = List.of(
            LayerName.DEADLINE,
            LayerName.LOOKUP,
            LayerName.SINGLE_FLIGHT,
            LayerName.LOCK,
            LayerName.FILL,
            LayerName.GATE,
            LayerName.TIMEOUT);
    private static final double DEFAULT_JITTER = 0.2;

    public CacheConfig {
        layers = List.copyOf(layers);
    }

    /** Returns the default settings: the protection that every cache of a fleet should have, and a TTL of a minute. */
    public static CacheConfig of(String cache) {
        return new CacheConfig(
                cache,
                DEFAULT_LAYERS,
                Lifetimes.of(Duration.ofMinutes(1)).jitter(DEFAULT_JITTER),
                Times.DEFAULT,
                Bounds.DEFAULT);
    }

    /** Whether the chain has the layer of this {@link LayerName}. */
    public boolean has(String layer) {
        return layers.contains(layer);
    }

    /**
     * Returns the chain in one line: the layers, outermost first, each with the policies of the enabled mitigations,
     * for example {@code deadline>lookup(swr)>fill(jitter)>timeout}.
     */
    public String chain() {
        return layers.stream().map(this::withPolicies).collect(Collectors.joining(">"));
    }

    private String withPolicies(String layer) {
        String policies = Mitigation.in(this).stream()
                .filter(each -> each.isPolicyOf(layer))
                .map(Mitigation::toString)
                .collect(Collectors.joining(","));
        return policies.isEmpty() ? layer : layer + "(" + policies + ")";
    }

    public CacheConfig layers(List<String> newLayers) {
        return new CacheConfig(cache, newLayers, lifetimes, times, bounds);
    }

    public CacheConfig lifetimes(Lifetimes newLifetimes) {
        return new CacheConfig(cache, layers, newLifetimes, times, bounds);
    }

    public CacheConfig times(Times newTimes) {
        return new CacheConfig(cache, layers, lifetimes, newTimes, bounds);
    }

    public CacheConfig bounds(Bounds newBounds) {
        return new CacheConfig(cache, layers, lifetimes, times, newBounds);
    }
}
